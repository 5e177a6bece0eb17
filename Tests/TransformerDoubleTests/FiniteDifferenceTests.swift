import Algorithms
import RandomStreams
import Rollouts
import Testing
import TransformerDouble

/// The kernels themselves, compiled for double precision, against finite differences of their own values.
///
/// A fourth-order difference over 10⁻³ in a direction of length 1 has an error of about 10⁻¹¹ of the derivative here; 10⁻⁹
/// is asked.
@Suite("Finite differences in double precision")
struct FiniteDifferenceTests {
  static let relativeError = 1e-9

  /// Two layers; heads of 4 channels leave lanes and tiles partly empty, heads of 16 fill them.
  static let shapes = [
    try? TransformerShape(
      vocabularySize: 7, width: 8, layerCount: 2, headCount: 2, feedForwardWidth: 12, contextLength: 24),
    try? TransformerShape(
      vocabularySize: 18, width: 32, layerCount: 2, headCount: 2, feedForwardWidth: 40, contextLength: 24),
  ].compactMap { $0 }

  /// Unequal lengths, one longer than a tile is wide, one with tokens of an environment, one empty response.
  static let sequences = [
    TokenSequence(tokens: [1, 4, 2, 4, 6, 0], promptLength: 3),
    TokenSequence(tokens: [5, 3, 3], promptLength: 3),
    TokenSequence(
      tokens: [2, 6, 1, 1, 5, 3, 0], promptLength: 1, mask: [true, false, true, true, false, true]),
    TokenSequence(tokens: (0..<21).map { ($0 * $0) % 7 }, promptLength: 4),
  ]

  /// Unequal weights of every token's log-probability.
  static let weights = Objective(sequences: sequences, temperature: 0.8) { logProbabilities in
    let weights = logProbabilities.indices.map { 0.3 + 0.1 * Double($0 % 5) }
    return (zip(weights, logProbabilities).reduce(0) { $0 + $1.0 * $1.1 }, weights)
  }

  static func check(
    _ objective: Objective, _ parameters: TransformerParameters, along direction: [Double]
  ) throws {
    let gradient = try objective.gradient(at: parameters)
    let predicted = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let measured = try objective.derivative(at: parameters, along: direction)
    let scale = zip(gradient, direction).reduce(0) { $0 + abs($1.0 * $1.1) }
    #expect(scale > 0)
    #expect(abs(predicted - measured) <= relativeError * scale)
  }

  static func direction(_ range: Range<Int>, of count: Int, _ path: StreamPath) -> [Double] {
    let generator = GSLRandomGenerator(path.stream())
    let direction = (0..<count).map { range.contains($0) ? generator.standardNormal() : 0 }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return direction.map { $0 / length }
  }

  @Test("Every tensor of every layer", arguments: shapes)
  func tensors(shape: TransformerShape) throws {
    let parameters = Objective.parameters(shape)
    for (index, tensor) in ParameterLayout(shape).tensors.enumerated() {
      try Self.check(
        Self.weights, parameters,
        along: Self.direction(tensor.range, of: shape.parameterCount, StreamPath(seed: 9)[index]))
    }
  }

  /// Ratios away from 1 on both sides of the clips, and a reference policy.
  static let losses = [
    "surrogate=policyGradient", "surrogate=clipped,surrogate.low=0.2,surrogate.high=0.28",
    "surrogate=sequenceRatio,surrogate.level=sequenceMean",
    "surrogate=sequenceRatio,surrogate.level=sequenceSum",
    "regularizer=klInLoss,regularizer.coefficient=0.1,regularizer.estimator=k1",
    "regularizer=klInLoss,regularizer.coefficient=0.1,regularizer.estimator=k2",
    "regularizer=klInLoss,regularizer.coefficient=0.1,regularizer.estimator=k3",
    "regularizer=klInLoss,regularizer.coefficient=0.1,regularizer.importanceWeighted=true",
    "tokenFilter=lowestProbability,tokenFilter.keepFraction=0.4", "aggregation=tokenMean",
  ]

  /// The capped ratio is no function whose gradient the loss claims to be: it multiplies log π without moving itself.
  @Test("Every surrogate loss, regulariser, filter and aggregation", arguments: losses)
  func loss(settings: String) throws {
    let algorithm = try Algorithm(groupSize: 2, baseline: .constant(0.4)).setting(
      settings.split(separator: ",").map(String.init))
    let shape = try #require(Self.shapes.first)
    let parameters = Objective.parameters(shape)
    let start = TransformerPass(shape: shape)
    try start.forward(parameters, TokenBatch(Self.sequences), temperature: 0.8)
    let now = start.tokenLogProbabilities
    let objective = Objective(sequences: Self.sequences, temperature: 0.8) { logProbabilities in
      var tokens = ResponseTokens(
        positionCounts: Self.sequences.map(\.response.count),
        mask: Self.sequences.flatMap { $0.mask ?? Array(repeating: true, count: $0.response.count) })
      tokens.logProbabilities = logProbabilities
      tokens.oldLogProbabilities = now.enumerated().map { $1 + [0.05, -0.4, 0.35, -0.02][$0 % 4] }
        .map { min($0, 0) }
      tokens.referenceLogProbabilities = now.enumerated().map { min(0, $1 + [0.3, -0.2, 0.1][$0 % 3]) }
      let rewards = [1.0, 0, 0, 1]
      var batch = Batch(
        zip(rewards, Self.sequences).map { Rollout(reward: $0, length: $1.chosenCount) }, groupSize: 2)
      batch.tokens = tokens
      let loss = try algorithm.loss(for: batch)
      return (loss.value, loss.gradient)
    }
    try Self.check(
      objective, parameters,
      along: Self.direction(0..<shape.parameterCount, of: shape.parameterCount, StreamPath(seed: 3)["loss"]))
  }

  @Test("Squared score norms are those of each sequence's own gradient", arguments: shapes)
  func scoreNorms(shape: TransformerShape) throws {
    let parameters = Objective.parameters(shape)
    for method in [ScoreNormMethod.gram, .product] {
      let pass = TransformerPass(shape: shape)
      try pass.forward(parameters, TokenBatch(Self.sequences))
      pass.backward(parameters)
      for (index, norm) in pass.squaredScoreNorms(by: method).enumerated() {
        var score = [Double](repeating: 0, count: shape.parameterCount)
        pass.addGradient(weights: [1], sequences: index..<index + 1, to: &score)
        let expected = score.reduce(0) { $0 + $1 * $1 }
        // Sums of at most a few thousand terms of either sign.
        #expect(abs(norm - expected) <= 1e-12 * expected)
      }
    }
  }
}
