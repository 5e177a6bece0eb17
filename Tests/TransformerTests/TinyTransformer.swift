import RandomStreams
import Transformer

/// A model small enough for a debug build, and sequences of unequal lengths.
enum TinyTransformer {
  /// Head width 4, so that partial lanes occur everywhere.
  static func shape(vocabularySize: Int = 7, layerCount: Int = 2, contextLength: Int = 12) throws
    -> TransformerShape
  {
    try TransformerShape(
      vocabularySize: vocabularySize, width: 8, layerCount: layerCount, headCount: 2, feedForwardWidth: 12,
      contextLength: contextLength)
  }

  /// One layer with heads of 8, 16 or 32 channels and whole lanes besides partial ones.
  static func wideShape(headCount: Int) throws -> TransformerShape {
    try TransformerShape(
      vocabularySize: 11, width: 32, layerCount: 1, headCount: headCount, feedForwardWidth: 20,
      contextLength: 12)
  }

  /// Random parameters, with norm weights that are not all 1.
  static func parameters(_ shape: TransformerShape, seed: UInt64 = 11) -> TransformerParameters {
    var parameters = TransformerParameters(shape: shape, stream: StreamPath(seed: seed).stream())
    var stream = StreamPath(seed: seed)["norms"].stream()
    for tensor in ParameterLayout(shape).tensors where tensor.rows == 1 {
      for index in tensor.range {
        parameters.values[index] = Float(0.5 + stream.uniform())
      }
    }
    return parameters
  }

  /// Unequal lengths; a repeated token, an empty response, and a prompt of one token.
  static let sequences = [
    TokenSequence(tokens: [1, 4, 2, 4, 6, 0], promptLength: 3),
    TokenSequence(tokens: [5, 3, 3], promptLength: 3),
    TokenSequence(tokens: [2, 6, 1, 1, 5, 3, 0, 4, 2, 2, 1], promptLength: 1),
    TokenSequence(tokens: [3, 0], promptLength: 1),
    TokenSequence(tokens: [0, 1, 2, 3, 4, 5, 6, 0, 1], promptLength: 7),
  ]

  /// A pass over `sequences` after both directions.
  static func pass(_ parameters: TransformerParameters, _ sequences: [TokenSequence] = sequences) throws
    -> TransformerPass
  {
    let pass = TransformerPass(shape: parameters.shape)
    try pass.forward(parameters, TokenBatch(sequences))
    pass.backward(parameters)
    return pass
  }

  /// Σ wᵢ ∇ log π(yᵢ) over all sequences of a pass.
  static func gradient(_ pass: TransformerPass, _ weights: [Float]) -> [Float] {
    var gradient = [Float](repeating: 0, count: pass.shape.parameterCount)
    pass.addGradient(weights: weights, sequences: 0..<weights.count, to: &gradient)
    return gradient
  }
}

/// ‖a − b‖ / ‖b‖.
func relativeDistance(_ a: [Double], _ b: [Double]) -> Double {
  func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  return norm(zip(a, b).map(-)) / norm(b)
}
