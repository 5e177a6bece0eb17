import Foundation

extension LlamaConfiguration {
  /// The text of a config.json; equal configurations give equal bytes.
  ///
  /// The base of the rotary frequencies stands in it twice, for older and newer readers.
  public func json() throws -> Data {
    try prettyJSON(Written(self))
  }
}

/// JSON with sorted keys and a line break at its end.
func prettyJSON(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  return try encoder.encode(value) + Data("\n".utf8)
}

private struct Written: Encodable {
  let configuration: LlamaConfiguration

  init(_ configuration: LlamaConfiguration) { self.configuration = configuration }

  enum CodingKeys: String, CodingKey {
    case architectures, dtype
    case attentionBias = "attention_bias"
    case bosTokenID = "bos_token_id"
    case eosTokenID = "eos_token_id"
    case headDim = "head_dim"
    case hiddenAct = "hidden_act"
    case hiddenSize = "hidden_size"
    case intermediateSize = "intermediate_size"
    case maxPositionEmbeddings = "max_position_embeddings"
    case mlpBias = "mlp_bias"
    case modelType = "model_type"
    case numAttentionHeads = "num_attention_heads"
    case numHiddenLayers = "num_hidden_layers"
    case numKeyValueHeads = "num_key_value_heads"
    case rmsNormEps = "rms_norm_eps"
    case ropeParameters = "rope_parameters"
    case ropeTheta = "rope_theta"
    case tieWordEmbeddings = "tie_word_embeddings"
    case torchDtype = "torch_dtype"
    case vocabSize = "vocab_size"
  }

  private struct RopeParameters: Encodable {
    let ropeTheta: Double
    let ropeType = "default"

    enum CodingKeys: String, CodingKey {
      case ropeTheta = "rope_theta"
      case ropeType = "rope_type"
    }
  }

  func encode(to encoder: any Encoder) throws {
    let shape = configuration.shape
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(["LlamaForCausalLM"], forKey: .architectures)
    try container.encode("llama", forKey: .modelType)
    try container.encode(shape.vocabularySize, forKey: .vocabSize)
    try container.encode(shape.width, forKey: .hiddenSize)
    try container.encode(shape.feedForwardWidth, forKey: .intermediateSize)
    try container.encode(shape.layerCount, forKey: .numHiddenLayers)
    try container.encode(shape.headCount, forKey: .numAttentionHeads)
    try container.encode(shape.headCount, forKey: .numKeyValueHeads)
    try container.encode(shape.headWidth, forKey: .headDim)
    try container.encode(shape.contextLength, forKey: .maxPositionEmbeddings)
    try container.encode(shape.rmsNormEpsilon, forKey: .rmsNormEps)
    try container.encode(shape.ropeTheta, forKey: .ropeTheta)
    try container.encode(RopeParameters(ropeTheta: shape.ropeTheta), forKey: .ropeParameters)
    try container.encode("silu", forKey: .hiddenAct)
    try container.encode(false, forKey: .attentionBias)
    try container.encode(false, forKey: .mlpBias)
    try container.encode(configuration.tiesEmbeddings, forKey: .tieWordEmbeddings)
    try container.encodeNil(forKey: .bosTokenID)
    try container.encode(configuration.endToken, forKey: .eosTokenID)
    for key in [CodingKeys.dtype, .torchDtype] { try container.encode("float32", forKey: key) }
  }
}
