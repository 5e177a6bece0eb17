import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import RandomStreams
import Simulation
import Testing

@Suite("Laws of baselines on random policies")
struct LawTests {
  static let seeds = Array(1...12)

  /// A random softmax over 3 … 6 responses with random rewards and lengths.
  static func table(seed: Int) throws -> ResponseTable {
    var stream = StreamPath(seed: UInt64(seed))["laws"].stream()
    let count = 3 + stream.index(below: 4)
    let weights = (0..<count).map { _ in -log(1 - stream.uniform()) }
    let total = weights.reduce(0, +)
    var rewards = (0..<count).map { _ in Double(stream.index(below: 2)) }
    rewards[0] = 1
    rewards[1] = 0
    return try TabularSoftmax(probabilities: weights.map { $0 / total })
      .responses(rewards: rewards, lengths: (0..<count).map { _ in 1 + stream.index(below: 9) })
  }

  /// A linear softmax over 3 tokens with 4 features shared by 2 prompts and all prefixes, 3 tokens at most.
  static func sharedFeatures(seed: Int, prompt: Int = 0, shift: [Double] = [0, 0, 0, 0]) throws
    -> ResponseTable
  {
    let root = StreamPath(seed: UInt64(seed))["shared"]
    @Sendable func normal(_ path: StreamPath, _ count: Int) -> [Double] {
      let generator = GSLRandomGenerator(path.stream())
      return (0..<count).map { _ in generator.standardNormal() }
    }
    let policy = LinearSoftmax(
      parameters: zip(normal(root["theta"], 4), shift).map { $0 + $1 }, vocabularySize: 3
    ) {
      prompt, prefix, token in
      let node = prefix.reduce(1) { $0 * 4 + $1 + 1 }
      return normal(root["features"][prompt][node][token], 4)
    }
    return try policy.responses(prompt: prompt, stopToken: 2, maximumLength: 3) {
      $0.reduce(0, +).isMultiple(of: 2)
    }
  }

  @Test(arguments: seeds)
  func optimalBaselineIsTheMinimum(seed: Int) throws {
    for table in [try Self.table(seed: seed), try Self.sharedFeatures(seed: seed)] {
      let moments = ScoreMoments(of: table)
      let best = try #require(moments.optimalBaseline)
      for shift in [-0.3, -0.01, 0.01, 0.3] {
        let variance = moments.variance(baseline: best + shift)
        #expect(variance > moments.minimumVariance)
        let regret = moments.regret(baseline: best + shift)
        #expect(abs(variance - moments.minimumVariance - regret) <= 1e-13 * moments.meanSquaredScoreNorm)
      }
    }
  }

  @Test(arguments: seeds)
  func varianceIsThatOfTheAdvantageTimesTheScore(seed: Int) throws {
    let table = try Self.sharedFeatures(seed: seed)
    let moments = ScoreMoments(of: table)
    let mean = table.successGradient
    for baseline in [0, 0.4, 1] {
      let direct = table.expectation { response in
        zip(response.score, mean).reduce(0) {
          let deviation = (response.reward - baseline) * $1.0 - $1.1
          return $0 + deviation * deviation
        }
      }
      #expect(abs(moments.variance(baseline: baseline) - direct) <= 1e-13 * moments.meanSquaredScoreNorm)
    }
  }

  @Test func twoActionsHaveABaselineWithoutVariance() throws {
    for rate in [0.01, 0.3, 0.5, 0.9] {
      let table = try TabularSoftmax(probabilities: [rate, 1 - rate]).responses(rewards: [1, 0])
      let moments = ScoreMoments(of: table)
      let best = try #require(moments.optimalBaseline)
      #expect(abs(best - (1 - rate)) <= 4 * (1 - rate).ulp)
      #expect(moments.minimumVariance <= 1e-16)
      let meanRegret = (2 * rate - 1) * (2 * rate - 1) * 2 * rate * (1 - rate)
      #expect(abs(moments.regret(baseline: rate) - meanRegret) <= 1e-15)
      // No baseline beats the mean iff ρ > 2/3.
      let meanLoses = moments.variance(baseline: rate) > moments.variance(baseline: 0)
      #expect(meanLoses == (rate > 2.0 / 3))
    }
  }

  @Test(arguments: seeds)
  func countBasedVarianceEqualsEnumeration(seed: Int) throws {
    let table = try Self.table(seed: seed)
    let moments = ScoreMoments(of: table)
    for groupSize in 1...5 {
      for baseline in [Baseline.none, .constant(0.37), .groupMean, .leaveOneOut] {
        let algorithm = Algorithm(groupSize: groupSize, baseline: baseline)
        let closed = try moments.groupGradient(of: algorithm)
        let enumerated = try GroupEnumeration(table).moments(of: algorithm)
        let scale = moments.meanSquaredScoreNorm
        #expect(abs(closed.variance - enumerated.variance) <= 1e-12 * scale)
        #expect(abs(closed.shrinkage - (enumerated.shrinkage ?? 0)) <= 1e-12)
      }
    }
  }

  @Test(arguments: seeds)
  func leaveOneOutIsUnbiasedWhateverTheWeights(seed: Int) throws {
    let table = try Self.table(seed: seed)
    for baseline in [
      Baseline.leaveOneOut, .lengthWeighted(ownRollout: .excluded),
      .lengthWeighted(exponent: 2, ownRollout: .excluded), .scoreNormWeighted(ownRollout: .excluded),
    ] {
      let moments = try GroupEnumeration(table).moments(of: Algorithm(groupSize: 4, baseline: baseline))
      #expect(abs((moments.shrinkage ?? 0) - 1) <= 1e-12)
      #expect((moments.offAxisBias ?? 1) <= 1e-12)
    }
  }

  @Test(arguments: seeds)
  func meanIncludingSelfIsLeaveOneOutShrunk(seed: Int) throws {
    let table = try Self.table(seed: seed)
    for groupSize in 2...5 {
      let mean = try GroupEnumeration(table).moments(
        of: Algorithm(groupSize: groupSize, baseline: .groupMean))
      let others = try GroupEnumeration(table).moments(
        of: Algorithm(groupSize: groupSize, baseline: .leaveOneOut))
      let factor = 1 - 1 / Double(groupSize)
      #expect(abs(mean.variance - factor * factor * others.variance) <= 1e-13)
      let equalSignal = try #require(mean.varianceAtEqualSignal)
      #expect(abs(equalSignal - others.variance) <= 1e-12)
    }
  }

  @Test(arguments: seeds)
  func twoRolloutsLeaveOneOutIgnoresTheWeights(seed: Int) throws {
    let table = try Self.table(seed: seed)
    let uniform = try GroupEnumeration(table).moments(of: Algorithm(groupSize: 2, baseline: .leaveOneOut))
    for weight in [GroupMean.Weight.length(exponent: 1), .squaredScoreNorm] {
      let weighted = try GroupEnumeration(table).moments(
        of: Algorithm(groupSize: 2, baseline: .group(GroupMean(weight: weight, ownRollout: .excluded))))
      #expect(abs(weighted.variance - uniform.variance) <= 1e-14)
    }
  }

  /// The remainder of result 1.9 is O(n⁻²): quadrupling n divides it by about 16.
  @Test func leadingBiasIsRightToSecondOrder() throws {
    let table = try TabularSoftmax(probabilities: [0.35, 0.4, 0.25]).responses(
      rewards: [1, 0, 1], lengths: [3, 5, 2])
    func remainder(_ groupSize: Int) throws -> Double {
      let exact = try GroupEnumeration(table).moments(
        of: Algorithm(groupSize: groupSize, baseline: .lengthWeighted(ownRollout: .included)))
      let leading = try #require(table.leadingBias(groupSize: groupSize) { Double($0.length) })
      return try #require(exact.shrinkage) - 1 - leading.along
    }
    let ratio = try remainder(12) / remainder(48)
    #expect(ratio > 12 && ratio < 20)
    let uniform = try #require(table.leadingBias(groupSize: 7) { _ in 1 })
    #expect(abs(uniform.along + 1.0 / 7) <= 1e-15 && uniform.across <= 1e-15)
  }

  /// Result 1.5': martingale differences, so E|s|² = Σ_t E|s_t|² even though positions share parameters.
  @Test(arguments: seeds)
  func squaredScoreNormsAddUpOverTokensForSharedParameters(seed: Int) throws {
    let table = try Self.sharedFeatures(seed: seed)
    let whole = table.expectation(\.squaredScoreNorm)
    let perToken = table.expectation { response in
      response.steps.reduce(0) { $0 + innerProduct($1.score, $1.score) }
    }
    #expect(abs(whole - perToken) <= 1e-13 * whole)
    let largestGap = table.responses.map { response in
      abs(response.squaredScoreNorm - response.steps.reduce(0) { $0 + innerProduct($1.score, $1.score) })
    }.max()
    #expect((largestGap ?? 0) > 1e-6 * whole, "a single response's tokens are not orthogonal")
  }

  /// One softmax shared by all positions: E|s|² = 1891/1250 = (1 − S₂) E[l], although E[|s|² | l] is not linear.
  @Test func sharedSoftmaxOfAllPositions() throws {
    let probabilities = [0.5, 0.3, 0.2]
    let policy = LinearSoftmax(parameters: probabilities.map { log($0) }, vocabularySize: 3) { _, _, token in
      (0..<3).map { $0 == token ? 1 : 0 }
    }
    let table = try policy.responses(stopToken: 2, maximumLength: 3) { $0.last == 2 }
    let expected = 1891.0 / 1250
    #expect(abs(table.expectation(\.squaredScoreNorm) - expected) <= 1e-14 * expected)
    let product = (1 - 0.38) * table.expectation { Double($0.length) }
    #expect(abs(product - expected) <= 1e-14 * expected)
  }

  /// A step of size η along one prompt's gradient moves the other's success by η ∇ρ₁ · ∇ρ₂, to first order: halving
  /// the step halves the remainder relative to it.
  @Test func interferenceIsTheInnerProductOfTheGradients() throws {
    let first = try Self.sharedFeatures(seed: 3, prompt: 0)
    let second = try Self.sharedFeatures(seed: 3, prompt: 1)
    let product = innerProduct(first.successGradient, second.successGradient)
    func remainder(_ step: Double) throws -> Double {
      let moved = try Self.sharedFeatures(seed: 3, prompt: 1, shift: first.successGradient.map { step * $0 })
      return (moved.expectation(\.reward) - second.expectation(\.reward)) / step - product
    }
    let ratio = try remainder(0.01) / remainder(0.005)
    #expect(abs(product) > 0.01 && abs(ratio - 2) < 0.1)
  }

  @Test(arguments: seeds)
  func tokenBaselinesAreOrdered(seed: Int) throws {
    let table = try Self.sharedFeatures(seed: seed)
    let moments = ScoreMoments(of: table)
    let optimal = TokenBaseline(optimalFor: table).variance(in: table)
    let value = TokenBaseline(valueOf: table).variance(in: table)
    #expect(optimal <= value + 1e-14)
    #expect(optimal <= moments.minimumVariance + 1e-14)
  }

  @Test func limitsOfTheSuccessProbability() throws {
    let never = ScoreMoments(of: try TabularSoftmax(probabilities: [0.5, 0.5]).responses(rewards: [0, 0]))
    #expect(never.optimalBaseline == 0)
    #expect(never.minimumVariance == 0)
    #expect(never.variance(baseline: 0.3) == 0.09 * never.meanSquaredScoreNorm)
    let always = ScoreMoments(of: try TabularSoftmax(probabilities: [0.5, 0.5]).responses(rewards: [1, 1]))
    #expect(always.optimalBaseline == 1)
    let certain = ScoreMoments(of: try TabularSoftmax(probabilities: [1, 0]).responses(rewards: [1, 0]))
    #expect(certain.optimalBaseline == nil)
    #expect(certain.minimumVariance == 0)
    for moments in [never, always, certain] {
      for baseline in [Baseline.groupMean, .leaveOneOut] {
        let group = try moments.groupGradient(of: Algorithm(groupSize: 4, baseline: baseline))
        #expect(group.variance == 0)
      }
    }
  }

  /// In batches of one group the batch mean is the group mean; batches of two are compared with all pairs.
  @Test(arguments: seeds)
  func batchMeanIsExactForSeveralPrompts(seed: Int) throws {
    let prompts = [
      try Self.sharedFeatures(seed: seed, prompt: 0), try Self.sharedFeatures(seed: seed, prompt: 1),
    ]
    for baseline in [Baseline.none, .groupMean, .leaveOneOut] {
      let algorithm = Algorithm(groupSize: 2, baseline: baseline)
      let batch = try CountBasedBatch(prompts: prompts).gradient(of: algorithm)
      let enumerated = try GroupEnumeration(prompts: prompts).moments(of: algorithm)
      #expect(abs(batch.variance - enumerated.variance) <= 1e-12 * enumerated.variance)
    }
    let alone = try CountBasedBatch(prompts: [prompts[0]]).gradient(
      of: Algorithm(groupSize: 3, baseline: .batchMean(over: .rollouts)))
    let group = try GroupEnumeration(prompts[0]).moments(of: Algorithm(groupSize: 3, baseline: .groupMean))
    #expect(abs(alone.variance - group.variance) <= 1e-12 * group.variance)
    // One rollout for each of two prompts: every pair of responses.
    let algorithm = Algorithm(groupSize: 1, baseline: .batchMean(over: .rollouts))
    var squares = 0.0
    var mean = [0.0, 0, 0, 0]
    for first in prompts[0].responses {
      for second in prompts[1].responses {
        let probability = first.probability * second.probability
        let center = (first.reward + second.reward) / 2
        let gradient = (0..<4).map {
          ((first.reward - center) * first.score[$0] + (second.reward - center) * second.score[$0]) / 2
        }
        squares += probability * innerProduct(gradient, gradient)
        for index in mean.indices { mean[index] += probability * gradient[index] }
      }
    }
    let direct = squares - innerProduct(mean, mean)
    let batch = try CountBasedBatch(prompts: prompts).gradient(of: algorithm)
    #expect(abs(batch.variance - direct) <= 1e-12 * direct)
    for (observed, expected) in zip(batch.mean, mean) { #expect(abs(observed - expected) <= 1e-13) }
  }

  /// Thousands of rollouts neither overflow nor lose the sum: enumeration meets result 1.8.
  @Test func largeGroupsAreEnumerated() throws {
    let table = try TabularSoftmax(probabilities: [0.9, 0.1]).responses(rewards: [1, 0])
    let algorithm = Algorithm(groupSize: 2000, baseline: .leaveOneOut)
    let enumerated = try GroupEnumeration(table).moments(of: algorithm)
    let closed = ScoreMoments(of: table).leaveOneOutVariance(groupSize: 2000)
    // Binomial probabilities of n = 2000 come from logarithms of factorials near 1e4: 1e4 ulp.
    #expect(abs(enumerated.variance - closed) <= 1e4 * Double.ulpOfOne * 0.2)
    #expect(abs((enumerated.shrinkage ?? 0) - 1) <= 1e-10)
  }

  @Test func tooManyCombinationsAreRefused() throws {
    let prompts = Array(repeating: try Self.table(seed: 1), count: 6)
    let batch = CountBasedBatch(prompts: prompts)
    #expect(!batch.canSum(groupSize: 8))
    #expect {
      _ = try batch.gradient(of: Algorithm(groupSize: 8, baseline: .batchMean(over: .rollouts)))
    } throws: {
      "\($0)"
        == "the batch has more than 200000 combinations of success counts; lower the group size or the number of"
        + " prompts, or simulate it"
    }
  }

  /// Where every response has the same reward there is no signal, and rounding must not invent one.
  @Test(arguments: [0.0, 1.0])
  func uniformRewardsHaveNoGradient(reward: Double) throws {
    let table = try TabularSoftmax(probabilities: Array(repeating: 0.05, count: 20))
      .responses(rewards: Array(repeating: reward, count: 20), lengths: Array(1...20))
    let moments = ScoreMoments(of: table)
    #expect(table.successGradient.allSatisfy { $0 == 0 })
    #expect(moments.successProbability == reward)
    for baseline in [Baseline.none, .leaveOneOut] {
      let algorithm = Algorithm(groupSize: 2, baseline: baseline)
      #expect(try GroupEnumeration(table).moments(of: algorithm).shrinkage == nil)
      let variance = try moments.groupGradient(of: algorithm).variance
      #expect(baseline == .leaveOneOut ? variance == 0 : variance >= 0)
    }
  }

  /// Near-optimal baselines: nothing cancels, against 40-digit values.
  @Test func varianceOfATableDoesNotCancel() throws {
    let table = try TabularSoftmax(probabilities: [0.4498048435179821, 0.5501951564820179])
      .responses(rewards: [0, 1], lengths: [6, 4])
    let baseline = try #require(table.lengthWeightedBaseline(exponent: 1))
    let variance = table.variance(baseline: baseline)
    #expect(abs(variance - Self.nearOptimalVariance) <= 1e-12 * Self.nearOptimalVariance)
    for rate in [0.9055552507058233, 0.3, 0.75] {
      let pair = try TabularSoftmax(probabilities: [rate, 1 - rate]).responses(rewards: [1, 0])
      #expect(pair.variance(baseline: try #require(ScoreMoments(of: pair).optimalBaseline)) == 0)
    }
  }
  static let nearOptimalVariance = 1.965503617082930604342e-7

  @Test func rulesThatAreNotCountBasedSayWhy() throws {
    let moments = ScoreMoments(of: try Self.table(seed: 1))
    #expect {
      try moments.groupGradient(of: Algorithm(groupSize: 4, baseline: .batchMean(over: .rollouts)))
    } throws: {
      "\($0)"
        == "its baseline, mean over the batch's rollouts, needs the success rate of the batch, taken to be that of each"
        + " of its prompts: give --batch-rate"
    }
    #expect {
      try moments.groupGradient(of: AlgorithmPreset.opo.algorithm())
    } throws: {
      "\($0)"
        == "the advantage is not a function of reward and success count: its baseline, group mean weighted by"
        + " length, depends on lengths; enumerate or simulate it instead"
    }
    #expect {
      try moments.groupGradient(of: AlgorithmPreset.remax.algorithm())
    } throws: {
      "\($0)"
        == "its baseline, reward of the greedy response, comes from outside the group, and the variance depends on"
        + " it; enumerate or simulate it instead"
    }
  }
}
