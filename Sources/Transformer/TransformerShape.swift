/// The sizes of a decoder-only transformer in the style of Llama.
///
/// Token embedding; `layerCount` layers of causal attention and a SwiGLU feed-forward, each behind a
/// root-mean-square norm and added to its own input; a final norm; a linear head that does not share the
/// embedding's weights. Nothing has a bias.
public struct TransformerShape: Hashable, Sendable, Codable {
  /// The number of different tokens, V.
  public let vocabularySize: Int
  /// The length of a row of the residual stream, d.
  public let width: Int
  /// The number of layers, L.
  public let layerCount: Int
  /// The number of attention heads, H; each has `width / headCount` channels.
  public let headCount: Int
  /// The number of hidden channels of the feed-forward, f.
  public let feedForwardWidth: Int
  /// The most tokens that a sequence may have, prompt and response together.
  public let contextLength: Int
  /// The base θ of the rotary frequencies θ^(−2c / headWidth).
  public let ropeTheta: Double
  /// The number added to the mean square before its root is taken.
  public let rmsNormEpsilon: Real

  /// A shape.
  ///
  /// - Throws: ``TransformerError/invalidShape(_:)`` unless every size lies in 1 ... 262144, `contextLength` is
  ///   at least 2, `vocabularySize` · `width` at least 8, `width` is a multiple of 2 · `headCount` (rotary positions turn channels in pairs), `ropeTheta` is
  ///   finite and above 0 and `rmsNormEpsilon` finite and at least 0.
  public init(
    vocabularySize: Int, width: Int, layerCount: Int, headCount: Int, feedForwardWidth: Int,
    contextLength: Int, ropeTheta: Double = 10_000, rmsNormEpsilon: Real = 1e-5
  ) throws {
    let sizes = [
      ("vocabularySize", vocabularySize, 1), ("width", width, 1), ("layerCount", layerCount, 1),
      ("headCount", headCount, 1), ("feedForwardWidth", feedForwardWidth, 1),
      ("contextLength", contextLength, 2),
    ]
    for (name, size, least) in sizes where !(least...262_144).contains(size) {
      throw TransformerError.invalidShape(
        "\(name) is \(size), outside \(least) ... 262144: choose a number in that range")
    }
    guard width.isMultiple(of: 2 * headCount) else {
      throw TransformerError.invalidShape(
        "width is \(width), not a multiple of 2 · headCount = \(2 * headCount): "
          + "choose \((width / (2 * headCount) + 1) * 2 * headCount), or another headCount")
    }
    guard vocabularySize * width >= 8 else {
      throw TransformerError.invalidShape(
        "vocabularySize · width is \(vocabularySize * width), below 8, the numbers of a vector: choose larger ones"
      )
    }
    guard ropeTheta > 0, ropeTheta.isFinite else {
      throw TransformerError.invalidShape(
        "ropeTheta is \(ropeTheta), not a finite number above 0: 10000 is usual")
    }
    guard rmsNormEpsilon >= 0, rmsNormEpsilon.isFinite else {
      throw TransformerError.invalidShape(
        "rmsNormEpsilon is \(rmsNormEpsilon), not a finite number of at least 0: 1e-05 is usual")
    }
    self.vocabularySize = vocabularySize
    self.width = width
    self.layerCount = layerCount
    self.headCount = headCount
    self.feedForwardWidth = feedForwardWidth
    self.contextLength = contextLength
    self.ropeTheta = ropeTheta
    self.rmsNormEpsilon = rmsNormEpsilon
  }

  /// The shape that a decoder holds, checked like any other.
  ///
  /// - Throws: ``TransformerError/invalidShape(_:)``, or the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      vocabularySize: container.decode(Int.self, forKey: .vocabularySize),
      width: container.decode(Int.self, forKey: .width),
      layerCount: container.decode(Int.self, forKey: .layerCount),
      headCount: container.decode(Int.self, forKey: .headCount),
      feedForwardWidth: container.decode(Int.self, forKey: .feedForwardWidth),
      contextLength: container.decode(Int.self, forKey: .contextLength),
      ropeTheta: container.decode(Double.self, forKey: .ropeTheta),
      rmsNormEpsilon: container.decode(Real.self, forKey: .rmsNormEpsilon))
  }

  /// The channels of one attention head, d / H; always even.
  public var headWidth: Int { width / headCount }

  /// The number of parameters: 2 V d + d + L (4 d² + 3 d f + 2 d).
  public var parameterCount: Int {
    2 * vocabularySize * width + width
      + layerCount * (4 * width * width + 3 * width * feedForwardWidth + 2 * width)
  }
}
