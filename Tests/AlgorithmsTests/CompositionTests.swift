import Algorithms
import Rollouts
import Testing

/// Parts that meet in unusual ways, each a case that was once wrong.
@Suite("Compositions of parts")
struct CompositionTests {
  static func batch(
    _ rewards: [Double], lengths: [Int]? = nil, tokenRewards: [Double]? = nil, logProbability: Double = -1
  ) -> Batch {
    let lengths = lengths ?? rewards.map { _ in 2 }
    var batch = Batch(
      zip(rewards, lengths).map { Rollout(reward: $0, length: $1, greedyReward: 1) }, groupSize: rewards.count
    )
    var tokens = ResponseTokens(positionCounts: lengths)
    tokens.logProbabilities = Array(repeating: logProbability, count: tokens.count)
    tokens.sumsOfSquaredProbabilities = Array(repeating: 0.5, count: tokens.count)
    tokens.rewards = tokenRewards
    batch.tokens = tokens
    return batch
  }

  /// A penalty on length does not bring a group without a success to life.
  @Test func deadGroupsAreThoseOfEqualOutcomes() throws {
    let dapo = try AlgorithmPreset.dapo.algorithm().setting([
      "rewardTransform.maximumLength=8", "rewardTransform.buffer=4",
    ])
    let failures = Self.batch([0, 0], lengths: [8, 2])
    #expect(try dapo.advantages(for: failures) == [0, 0])
    #expect(try dapo.loss(for: failures).gradient.allSatisfy { $0 == 0 })
    // The penalised success gets as little as the failure, and yet the group lives.
    let live = Self.batch([1, 0], lengths: [8, 2])
    #expect(try dapo.rolloutCoefficients(for: live) == [0, 0])
    #expect(try dapo.loss(for: Batch.joining(live, failures)).movesLike(dapo.loss(for: live)))
  }

  /// A KL that counts for nothing asks for no reference.
  @Test(arguments: ["klInLoss", "klInReward"], ["rollouts", "tokens"])
  func aCoefficientOfZeroNeedsNoReference(kind: String, unit: String) throws {
    let over = kind == "klInReward" ? ["regularizer.over=\(unit)"] : []
    let algorithm = try AlgorithmPreset.rloo.algorithm()
      .setting(["regularizer=\(kind)", "regularizer.coefficient=0"] + over)
    let plain = try AlgorithmPreset.rloo.algorithm().loss(for: Self.batch([1, 0]))
    #expect(try algorithm.loss(for: Self.batch([1, 0])) == plain)
  }

  @Test func aZeroDivisorIsAnError() {
    let algorithm = Algorithm(groupSize: 2, scale: .groupDeviation(Deviation(.population)))
    #expect(throws: AlgorithmError.zeroDivisor(scale: "group population deviation")) {
      try algorithm.advantages(for: Self.batch([1, 1]))
    }
  }

  /// W multiplies what a token deviates from its rollout even where the rollout is at its baseline.
  @Test func promptWeightsReachRewardsToGo() throws {
    let plain = try Algorithm(groupSize: 2, baseline: .constant(0.5)).setting("credit=rewardToGo")
    let weighted = try plain.setting(["promptWeight.expression=2"])
    let batch = Self.batch([0.5, 0], tokenRewards: [0.5, 0, 0, 0])
    guard case .tokens(let once) = try plain.assignCredit(to: batch).advantages,
      case .tokens(let twice) = try weighted.assignCredit(to: batch).advantages
    else { throw AlgorithmError.tokenLevel }
    #expect(once == [0, -0.5, -0.5, -0.5] && twice == once.map { 2 * $0 })
  }

  @Test func partsOfOutcomesRefuseTokenRewards() throws {
    let algorithm = try Algorithm(groupSize: 1).setting(["credit=rewardToGo", "rewardTransform=clipped"])
    #expect {
      try algorithm.assignCredit(to: Self.batch([5], tokenRewards: [2, 3]))
    } throws: {
      "\($0)"
        == "rewardTransform (clipped to [-1, 1]) changes rewards of whole rollouts, but these arrive token by token:"
        + " leave out tokenRewards, or set rewardTransform=none"
    }
  }

  /// Scale, prompt weight and selection act on the optimal token baseline like on any other.
  @Test func theTokenBaselineComposes() throws {
    let batch = Self.batch([1, 0, 0, 1])
    func advantages(_ settings: [String]) throws -> [Double] {
      let algorithm = try AlgorithmPreset.optimalTokenBaseline.algorithm().setting(settings)
      guard case .tokens(let values) = try algorithm.assignCredit(to: batch).advantages else { return [] }
      return values
    }
    let plain = try advantages([])
    #expect(plain[0] != 0 && plain[2] != 0)
    #expect(try advantages(["scale.deviation=population"]) == plain.map { 2 * $0 })
    #expect(try advantages(["promptWeight.expression=3"]) == plain.map { 3 * $0 })
    #expect(try advantages(["selection=positivesOnly"])[2...5].allSatisfy { $0 == 0 })
  }

  /// With certain tokens all weights vanish, and the baseline is the plain mean.
  @Test func theTokenBaselineSurvivesCertainty() throws {
    var batch = Self.batch([1, 0], lengths: [1, 1], logProbability: 0)
    batch.tokens?.sumsOfSquaredProbabilities = [1, 1]
    let otb = try AlgorithmPreset.optimalTokenBaseline.algorithm()
    #expect(try otb.assignCredit(to: batch).advantages == .tokens([0.5, -0.5]))
  }

  /// The likelihood ratio of a response moves with all its tokens.
  @Test(arguments: AlgorithmPreset.allCases)
  func coefficientsAreTheGradientOnPolicy(preset: AlgorithmPreset) throws {
    let batch = Self.batch([1, 0, 0, 1], lengths: [3, 1, 2, 5])
    for (convention, algorithm) in preset.conventions {
      guard let coefficients = try? algorithm.rolloutCoefficients(for: batch.withOutsideNumbers) else {
        continue
      }
      let gradient = try algorithm.loss(for: batch.withOutsideNumbers).gradient
      for index in batch.rollouts.indices {
        for position in try #require(batch.tokens).positions(of: index) {
          #expect(
            abs(gradient[position] + coefficients[index]) <= 1e-15 * max(1, abs(coefficients[index])),
            "\(preset) \(convention)")
        }
      }
    }
  }

  /// Without behaviour log-probabilities both ratio and trust region take the old policy for the sampler.
  @Test func theTrustRegionKnowsTheSampler() throws {
    var batch = Self.batch([1, 0], logProbability: -0.1)
    batch.tokens?.oldLogProbabilities = [-3, -3, -3, -3]
    let flash = try AlgorithmPreset.flashReinforce.algorithm()
    #expect(try flash.loss(for: batch).gradient == [0, 0, 0, 0])
  }

  @Test func sharesCountNoPadding() throws {
    let batch = Self.batch([1, 0, 1, 0, 1], lengths: [5, 5, 5, 5, 5])
    let cispo = try AlgorithmPreset.cispo.algorithm(.trl).setting(["surrogate.high=0.2"])
    #expect(try cispo.loss(for: batch).clipFraction == 1)
  }

  @Test func promptWeightsNeedRates() {
    for rewards in [[1.0, -1, 1, 1], [5, -4, 0, 0]] {
      #expect {
        try AlgorithmPreset.maxrl.algorithm().advantages(for: Self.batch(rewards))
      } throws: {
        "\($0)".hasSuffix("has no success rate; a prompt weight needs rewards between 0 and 1")
      }
    }
  }

  /// Columns of the wrong size are refused before anything reads them.
  @Test func columnsMustFit() {
    var batch = Self.batch([1, 0])
    batch.tokens?.oldLogProbabilities = [-1]
    #expect(throws: MismatchedColumn(name: "oldLogProbs", count: 1, expected: 4)) {
      try AlgorithmPreset.rloo.algorithm().loss(for: batch)
    }
    #expect(throws: MismatchedColumn(name: "oldLogProbs", count: 1, expected: 4)) { try batch.validate() }
    batch.tokens?.oldLogProbabilities = nil
    #expect(throws: MismatchedColumn(name: "advantage", count: 1, expected: 2)) {
      try AlgorithmPreset.rloo.algorithm().loss(for: batch, advantages: .rollouts([1]))
    }
  }

  @Test func settingsMayComeInAnyOrder() throws {
    let plain = Algorithm(groupSize: 4, baseline: .groupMean)
    #expect(
      try plain.setting(["promptWeight.allFail=-1", "promptWeight.expression=1/rho"])
        == plain.setting(["promptWeight.expression=1/rho", "promptWeight.allFail=-1"]))
    #expect {
      try plain.setting(["promptWeight.allFail=-1"])
    } throws: {
      "\($0)".hasPrefix(
        "promptWeight: the kind none has no field \"allFail\"; it has none; set the kind to linear or")
    }
    #expect(throws: SettingError.self) { try plain.setting(["scale.epsilon=0"]) }
    #expect(
      try plain.setting(["tokenFilter.keepFraction=0.2"]).tokenFilter.record.kind == "lowestProbability")
    #expect(try plain.setting(["scale.deviation=sample"]).scale == .groupDeviation(Deviation(.sample)))
  }
}

extension Batch {
  /// Two batches as one.
  fileprivate static func joining(_ first: Batch, _ second: Batch) -> Batch {
    func groups(_ batch: Batch) -> [[Rollout]] {
      (0..<batch.groupCount).map { Array(batch.rollouts[batch.group($0)]) }
    }
    var joined = Batch(groups: groups(first) + groups(second))
    let all = [first, second].compactMap(\.tokens)
    var tokens = ResponseTokens(positionCounts: joined.rollouts.map(\.length))
    tokens.logProbabilities = all.flatMap { $0.logProbabilities ?? [] }
    joined.tokens = tokens
    return joined
  }

  /// With what baselines from outside the group need.
  fileprivate var withOutsideNumbers: Batch {
    var batch = self
    for index in batch.rollouts.indices {
      batch.rollouts[index].trackerPrior = 0.25
      batch.rollouts[index].squaredScoreNorm = Double(1 + index)
    }
    return batch
  }
}

extension SurrogateLoss {
  /// Whether the first tokens of this loss have the gradient of another, and the others none.
  fileprivate func movesLike(_ other: SurrogateLoss) -> Bool {
    gradient.prefix(other.gradient.count).elementsEqual(other.gradient)
      && gradient.dropFirst(other.gradient.count).allSatisfy { $0 == 0 }
  }
}
