import Transformer

/// What config.json says of a model of the class `LlamaForCausalLM`, as far as a `TransformerShape` can.
///
/// Grouped keys and values, biases, other activations, scaled rotary positions and a head width other than
/// width / heads are refused. Weights of head and embedding that are tied are accepted; read as a copy, they are free to
/// part in training.
public struct LlamaConfiguration: Sendable, Equatable {
  /// The sizes of the transformer.
  public let shape: TransformerShape
  /// The token that ends a response; nil where the file names none.
  public let endToken: Int?
  /// Whether the head has the weights of the embedding.
  public let tiesEmbeddings: Bool

  /// A model of the given sizes whose head has weights of its own.
  ///
  /// - Throws: ``CheckpointError/invalid(_:)`` where the end token lies outside the vocabulary.
  public init(shape: TransformerShape, endToken: Int?) throws {
    try self.init(shape: shape, endToken: endToken, tiesEmbeddings: false, file: "config.json")
  }

  init(shape: TransformerShape, endToken: Int?, tiesEmbeddings: Bool, file: String) throws {
    if let endToken, !(0..<shape.vocabularySize).contains(endToken) {
      throw CheckpointError.invalid(
        "\(file): eos_token_id is \(endToken); it must be in 0 ..< vocab_size = \(shape.vocabularySize)")
    }
    self.shape = shape
    self.endToken = endToken
    self.tiesEmbeddings = tiesEmbeddings
  }
}
