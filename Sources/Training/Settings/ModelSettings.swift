import Tasks
import Transformer

/// The network that is trained: its sizes, and where its first weights are.
public struct ModelSettings: Codable, Hashable, Sendable {
  /// The length of a row of the residual stream, d.
  public var width: Int
  /// The number of layers.
  public var layers: Int
  /// The number of attention heads; 2 heads divide the width.
  public var heads: Int
  /// The number of hidden channels of the feed-forward.
  public var feedForwardWidth: Int
  /// The folder of a model whose weights training begins with, and whose sizes these are; nil for freshly drawn weights.
  public var checkpoint: String?
  /// The most tokens of prompt and response together; nil for what the task's longest need.
  public var contextLength: Int?

  /// The base of the rotary positions; nil for 10000.
  public var ropeTheta: Double?
  /// The number under the root of the norms; nil for 10⁻⁵.
  public var rmsNormEpsilon: Float?

  /// A network.
  public init(
    width: Int, layers: Int, heads: Int, feedForwardWidth: Int, contextLength: Int? = nil,
    checkpoint: String? = nil, ropeTheta: Double? = nil, rmsNormEpsilon: Float? = nil
  ) {
    self.width = width
    self.layers = layers
    self.heads = heads
    self.feedForwardWidth = feedForwardWidth
    self.contextLength = contextLength
    self.checkpoint = checkpoint
    self.ropeTheta = ropeTheta
    self.rmsNormEpsilon = rmsNormEpsilon
  }

  /// The shape of the network for a task.
  ///
  /// - Throws: `TransformerError` for sizes that describe no network, ``TrainingError`` for a context that is shorter than
  ///   the task's longest prompt and response.
  public func shape(for task: any VerifiableTask) throws -> TransformerShape {
    let needed = task.maximumPromptLength + task.maximumResponseLength
    let contextLength = contextLength ?? needed
    try SettingCheck.require(
      contextLength >= needed, "model.contextLength", contextLength,
      "\(needed) or more, the task's longest prompt and response")
    return try TransformerShape(
      vocabularySize: task.vocabularySize, width: width, layerCount: layers, headCount: heads,
      feedForwardWidth: feedForwardWidth, contextLength: contextLength, ropeTheta: ropeTheta ?? 10_000,
      rmsNormEpsilon: rmsNormEpsilon ?? 1e-5)
  }
}
