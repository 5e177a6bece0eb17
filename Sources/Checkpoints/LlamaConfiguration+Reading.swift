import Foundation
import Transformer

extension LlamaConfiguration {
  /// Reads the text of a config.json.
  ///
  /// Keys that are missing have the defaults of the class; the sizes must be there.
  ///
  /// - Parameter file: What error messages call it.
  /// - Throws: ``CheckpointError/invalid(_:)`` naming the field, its value and what is legal.
  public init(json: Data, file: String = "config.json") throws {
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: json)
    } catch {
      throw CheckpointError.invalid("\(file): \(jsonProblem(error))")
    }
    try fields.refuseOtherModels(file: file)
    let shape: TransformerShape
    do {
      shape = try TransformerShape(
        vocabularySize: fields.vocabSize.value, width: fields.hiddenSize.value,
        layerCount: fields.numHiddenLayers.value,
        headCount: fields.numAttentionHeads.value, feedForwardWidth: fields.intermediateSize.value,
        contextLength: fields.maxPositionEmbeddings.value,
        ropeTheta: fields.ropeParameters?.ropeTheta ?? fields.ropeTheta ?? 10_000,
        rmsNormEpsilon: fields.rmsNormEps ?? 1e-6)
    } catch {
      throw CheckpointError.invalid("\(file): \(error)")
    }
    try self.init(
      shape: shape, endToken: fields.eosTokenID?.token, tiesEmbeddings: fields.tieWordEmbeddings ?? false,
      file: file)
  }
}

private struct Fields: Decodable {
  let architectures: [String]?
  let modelType: String?
  let vocabSize: WholeNumber
  let hiddenSize: WholeNumber
  let intermediateSize: WholeNumber
  let numHiddenLayers: WholeNumber
  let numAttentionHeads: WholeNumber
  let numKeyValueHeads: WholeNumber?
  let headDim: WholeNumber?
  let maxPositionEmbeddings: WholeNumber
  let rmsNormEps: Float?
  let ropeTheta: Double?
  let ropeParameters: RopeParameters?
  let ropeScaling: RopeParameters?
  let hiddenAct: String?
  let attentionBias: Bool?
  let mlpBias: Bool?
  let tieWordEmbeddings: Bool?
  let eosTokenID: EndToken?

  struct RopeParameters: Decodable {
    let ropeTheta: Double?
    let ropeType: String?
    let type: String?
    let factor: Double?

    enum CodingKeys: String, CodingKey {
      case ropeTheta = "rope_theta"
      case ropeType = "rope_type"
      case type, factor
    }
  }

  /// A token, or a list of one.
  struct EndToken: Decodable {
    let token: Int?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let tokens = try? container.decode([WholeNumber].self) {
        guard tokens.count <= 1 else {
          throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "one token: \(tokens.count) are given"))
        }
        token = tokens.first?.value
      } else {
        token = try container.decode(WholeNumber.self).value
      }
    }
  }

  enum CodingKeys: String, CodingKey {
    case architectures
    case modelType = "model_type"
    case vocabSize = "vocab_size"
    case hiddenSize = "hidden_size"
    case intermediateSize = "intermediate_size"
    case numHiddenLayers = "num_hidden_layers"
    case numAttentionHeads = "num_attention_heads"
    case numKeyValueHeads = "num_key_value_heads"
    case headDim = "head_dim"
    case maxPositionEmbeddings = "max_position_embeddings"
    case rmsNormEps = "rms_norm_eps"
    case ropeTheta = "rope_theta"
    case ropeParameters = "rope_parameters"
    case ropeScaling = "rope_scaling"
    case hiddenAct = "hidden_act"
    case attentionBias = "attention_bias"
    case mlpBias = "mlp_bias"
    case tieWordEmbeddings = "tie_word_embeddings"
    case eosTokenID = "eos_token_id"
  }

  func refuseOtherModels(file: String) throws {
    let (width, headCount) = (hiddenSize.value, numAttentionHeads.value)
    func require(_ condition: Bool, _ key: String, _ value: some Any, _ legal: String) throws {
      guard condition else {
        throw CheckpointError.invalid("\(file): \(key) is \(value); it must be \(legal)")
      }
    }
    try require(modelType ?? "llama" == "llama", "model_type", "'\(modelType ?? "")'", "'llama'")
    let name = architectures?.first ?? "LlamaForCausalLM"
    try require(name == "LlamaForCausalLM", "architectures", "'\(name)'", "'LlamaForCausalLM'")
    try require(hiddenAct ?? "silu" == "silu", "hidden_act", "'\(hiddenAct ?? "")'", "'silu'")
    try require(attentionBias != true, "attention_bias", true, "false: layers have no bias")
    try require(mlpBias != true, "mlp_bias", true, "false: layers have no bias")
    try require(
      numKeyValueHeads?.value ?? headCount == headCount, "num_key_value_heads", numKeyValueHeads?.value ?? 0,
      "num_attention_heads = \(headCount): keys and values are not shared by heads")
    if let headDim = headDim?.value {
      let (product, overflow) = headDim.multipliedReportingOverflow(by: headCount)
      try require(
        !overflow && product == width, "head_dim", headDim,
        "hidden_size / num_attention_heads = \(width) / \(headCount)")
    }
    for (key, rope) in [("rope_parameters", ropeParameters), ("rope_scaling", ropeScaling)] {
      guard let rope else { continue }
      let kind = rope.ropeType ?? rope.type ?? (rope.factor == nil ? "default" : "linear")
      try require(
        kind == "default", "\(key).rope_type", "'\(kind)'", "'default': rotary positions are not scaled")
    }
  }
}
