import Algorithms
import Foundation
import RandomStreams
import Rollouts
import Testing

@Suite("The loss of a batch")
struct LossTests {
  static let seeds = Array(1...8)

  /// A ragged batch with log-probabilities, gaps in the mask and an empty response.
  static func randomBatch(seed: Int, masked: Bool = true) -> Batch {
    var stream = StreamPath(seed: UInt64(seed))["loss"].stream()
    let widths = (0..<12).map { _ in 1 + stream.index(below: 23) }
    let count = widths.reduce(0, +)
    var tokens = ResponseTokens(
      positionCounts: widths, mask: masked ? (0..<count).map { _ in stream.uniform() < 0.8 } : nil)
    func column(_ value: () -> Double) -> [Double] { (0..<count).map { _ in value() } }
    tokens.logProbabilities = column { -3 * stream.uniform() }
    tokens.oldLogProbabilities = tokens.logProbabilities?.map { min(0, $0 + 0.6 * (stream.uniform() - 0.5)) }
    tokens.behaviorLogProbabilities = tokens.oldLogProbabilities?.map {
      min(0, $0 + 0.02 * (stream.uniform() - 0.5))
    }
    tokens.referenceLogProbabilities = column { -3 * stream.uniform() }
    tokens.entropies = column { 2 * stream.uniform() }
    tokens.sumsOfSquaredProbabilities = column { stream.uniform() }
    let rollouts = (0..<12).map { index in
      Rollout(
        reward: Double(stream.index(below: 2)), length: tokens.length(of: index),
        squaredScoreNorm: stream.uniform(),
        greedyReward: 1, trackerPrior: 0.4)
    }
    var batch = Batch(rollouts, groupSize: 4)
    batch.tokens = tokens
    return batch
  }

  /// Surrogates through which the whole gradient flows, against central differences of the value.
  @Test(
    arguments: seeds,
    [
      "surrogate=policyGradient", "surrogate=clipped", "surrogate=clipped surrogate.dual=1.5",
      "surrogate=clipped surrogate.ratioCap=1.1",
      "surrogate.level=sequenceMean", "surrogate.level=sequenceSum", "regularizer=klInLoss",
      "regularizer.importanceWeighted=true", "aggregation=tokenMean", "aggregation=tokenSum",
      "aggregation=sequenceMeanOfTokenMean", "aggregation=constantLength", "aggregation=classBalanced",
      "tokenFilter.keepFraction=0.3",
    ])
  func gradientIsTheDerivativeOfTheValue(seed: Int, setting: String) throws {
    var algorithm = try Algorithm(groupSize: 4, baseline: .leaveOneOut).setting(
      setting.split(separator: " ").map(String.init))
    if case .sequenceRatio = Level(algorithm.surrogate) {
      // With a ratio for a whole response the mean over its tokens keeps values and derivatives on the same scale.
      algorithm.aggregation = .sequenceMeanOfTokenMean(emptyRollouts: .counted)
    }
    let batch = Self.randomBatch(seed: seed)
    let advantages = try algorithm.assignCredit(to: batch).advantages
    let gradient = try algorithm.loss(for: batch, advantages: advantages).gradient
    let step = 1e-6
    for position in stride(from: seed % 3, to: gradient.count, by: 7) {
      func value(_ shift: Double) throws -> Double {
        var moved = batch
        moved.tokens?.logProbabilities?[position] += shift
        return try algorithm.loss(for: moved, advantages: advantages).value
      }
      let difference = try (value(step) - value(-step)) / (2 * step)
      // The error of a central difference is about step² and rounding over step.
      #expect(abs(difference - gradient[position]) <= 1e-8, "\(setting) at \(position)")
    }
  }

  private enum Level {
    case token, sequenceRatio
    init(_ surrogate: Surrogate) {
      if case .clipped(let clipped) = surrogate, clipped.level != .token {
        self = .sequenceRatio
      } else {
        self = .token
      }
    }
  }

  /// On policy every surrogate has the gradient of REINFORCE.
  @Test(arguments: Surrogate.prototypes)
  func onPolicyAllSurrogatesHaveTheSameGradient(surrogate: Surrogate) throws {
    var batch = Self.randomBatch(seed: 3)
    batch.tokens?.oldLogProbabilities = nil
    batch.tokens?.behaviorLogProbabilities = nil
    let plain = try Algorithm(groupSize: 4, baseline: .leaveOneOut).loss(for: batch)
    let other = try Algorithm(groupSize: 4, baseline: .leaveOneOut, surrogate: surrogate).loss(for: batch)
    for (left, right) in zip(plain.gradient, other.gradient) {
      #expect(abs(left - right) <= 4 * abs(left).ulp)
    }
    #expect(other.clipFraction == 0 && other.approximateKL == 0)
  }

  /// Weights of 1 go another way through the loop, and change nothing.
  @Test(arguments: seeds, ["clipped", "sequenceRatio"])
  func weightsOfOneChangeNothing(seed: Int, kind: String) throws {
    let algorithm = try AlgorithmPreset.rloo.algorithm(.verl)
      .setting(["surrogate=\(kind)", "surrogate.low=0.01", "surrogate.high=0.01", "surrogate.dual=1.2"])
    var batch = Self.randomBatch(seed: seed, masked: false)
    let plain = try algorithm.loss(for: batch)
    let count = try #require(batch.tokens).count
    batch.tokens?.rolloutWeights = Array(repeating: 1, count: count)
    let weighted = try algorithm.loss(for: batch)
    #expect(plain.gradient == weighted.gradient && plain.clipFraction > 0)
    #expect(abs(plain.value - weighted.value) <= 1e-14)
    for share in [\.clipFraction, \.clipFractionLow, \.clipFractionHigh, \.dualClipFraction]
      as [KeyPath<SurrogateLoss, Double>]
    {
      #expect(plain[keyPath: share] == weighted[keyPath: share])
    }
  }

  /// Leaving masked positions away changes nothing, for every preset under every convention.
  @Test(arguments: AlgorithmPreset.allCases)
  func maskedPositionsCountForNothing(preset: AlgorithmPreset) throws {
    let batch = Self.randomBatch(seed: 5)
    let compact = batch.withoutMaskedPositions()
    for (convention, algorithm) in preset.conventions {
      var algorithm = algorithm
      // Lengths of padded batches are the padding's, and baselines by position see gaps.
      if case .constantLength(nil, let empty, let sums) = algorithm.aggregation {
        algorithm.aggregation = .constantLength(30, emptyRollouts: empty, sumsRollouts: sums)
      }
      if case .optimalToken = algorithm.baseline { continue }
      if case .rewardToGo(_, .reset) = algorithm.credit { continue }
      let masked = try algorithm.loss(for: batch)
      let dense = try algorithm.loss(for: compact)
      #expect(abs(masked.value - dense.value) <= 1e-13 * max(1, abs(dense.value)), "\(preset) \(convention)")
      let kept = masked.gradient.indices.filter { batch.tokens?.counts($0) ?? true }
      for (position, derivative) in zip(kept, dense.gradient) {
        #expect(abs(masked.gradient[position] - derivative) <= 1e-13 * max(1, abs(derivative)))
      }
      #expect(
        masked.gradient.indices.allSatisfy { (batch.tokens?.counts($0) ?? true) || masked.gradient[$0] == 0 })
    }
  }

  /// The same bits, whatever memory was there before and whoever computes.
  @Test
  func evaluatingAgainGivesTheSameBits() throws {
    let algorithm = try AlgorithmPreset.dapo.algorithm(.trl)
    let batch = Self.randomBatch(seed: 8)
    let first = try algorithm.loss(for: batch)
    var again = try algorithm.loss(for: Self.randomBatch(seed: 9))
    try algorithm.evaluate(&again, for: batch)
    #expect(again == first)
  }

  @Test
  func whatIsMissingIsSaid() throws {
    var batch = Self.randomBatch(seed: 1)
    let grpo = try AlgorithmPreset.grpo.algorithm()
    batch.tokens?.referenceLogProbabilities = nil
    #expect(
      throws: AlgorithmError.missingTokens(
        "referenceLogProbs", neededBy: "the KL in the loss (regularizer=none leaves it out)")
    ) {
      try grpo.loss(for: batch)
    }
    let count = try #require(batch.tokens).count
    batch.tokens?.mask = Array(repeating: false, count: count)
    #expect(throws: AlgorithmError.allMasked) {
      try AlgorithmPreset.rloo.algorithm(.verl).loss(for: batch)
    }
    batch.tokens = nil
    #expect(throws: AlgorithmError.missingTokens("logProbs", neededBy: "the loss")) {
      try grpo.loss(for: batch)
    }
  }

  /// Without a KL limit the ratio is exp k to the last places, from tiny to huge.
  @Test
  func ratiosAreExponentials() throws {
    let logRatios = (-7000...7000).map { Double($0) / 10 }
    var batch = Batch([Rollout(reward: 1, length: logRatios.count)], groupSize: 1)
    batch.tokens = ResponseTokens(positionCounts: [logRatios.count])
    batch.tokens?.logProbabilities = logRatios
    batch.tokens?.oldLogProbabilities = logRatios.map { _ in 0 }
    let algorithm = Algorithm(
      groupSize: 1, surrogate: .cappedRatio(low: nil, high: nil, logRatioLimit: nil, over: .old),
      aggregation: .tokenSum)
    for (logRatio, slope) in zip(logRatios, try algorithm.loss(for: batch).gradient) {
      let expected = exp(logRatio)
      #expect(abs(-slope - expected) <= 2 * expected.ulp)
    }
  }
}

extension Batch {
  /// The batch with the positions that count alone.
  fileprivate func withoutMaskedPositions() -> Batch {
    guard let tokens else { return self }
    let kept = (0..<tokens.count).filter { tokens.counts($0) }
    func dense(_ column: [Double]?) -> [Double]? { column.map { column in kept.map { column[$0] } } }
    var compact = ResponseTokens(positionCounts: rollouts.indices.map { tokens.length(of: $0) })
    compact.rewards = dense(tokens.rewards)
    compact.logProbabilities = dense(tokens.logProbabilities)
    compact.oldLogProbabilities = dense(tokens.oldLogProbabilities)
    compact.behaviorLogProbabilities = dense(tokens.behaviorLogProbabilities)
    compact.referenceLogProbabilities = dense(tokens.referenceLogProbabilities)
    compact.rolloutWeights = dense(tokens.rolloutWeights)
    compact.entropies = dense(tokens.entropies)
    compact.sumsOfSquaredProbabilities = dense(tokens.sumsOfSquaredProbabilities)
    var batch = self
    batch.tokens = compact
    return batch
  }
}
