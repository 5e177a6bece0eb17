import Algorithms
import RandomStreams
import Rollouts
import Testing

@Suite("Advantages of a batch")
struct AdvantageTests {
  static let seeds = Array(1...20)

  static func randomBatch(seed: Int, groupSizes: [Int] = [4, 1, 7, 2]) -> Batch {
    var stream = StreamPath(seed: UInt64(seed))["advantages"].stream()
    return Batch(
      groups: groupSizes.map { size in
        (0..<size).map { _ in
          Rollout(
            reward: Double(stream.index(below: 2)), length: 1 + stream.index(below: 30),
            squaredScoreNorm: 5 * stream.uniform())
        }
      })
  }

  func advantages(_ baseline: Baseline, _ batch: Batch) throws -> [Double] {
    try Algorithm(groupSize: 1, baseline: baseline).advantages(for: batch)
  }

  /// Σ_{j≠i} w r / Σ_{j≠i} w, written out for each rollout.
  @Test(arguments: seeds)
  func weightedMeansAgreeWithTheirDefinition(seed: Int) throws {
    let batch = Self.randomBatch(seed: seed)
    let weights: [(GroupMean.Weight, (Rollout) -> Double)] = [
      (.uniform, { _ in 1 }), (.length(exponent: 1), { Double($0.length) }),
      (.length(exponent: 2), { Double($0.length * $0.length) }),
      (.squaredScoreNorm, { $0.squaredScoreNorm ?? .nan }),
    ]
    for (weight, value) in weights {
      for own in [GroupMean.OwnRollout.included, .excluded] {
        let observed = try advantages(.group(GroupMean(weight: weight, ownRollout: own)), batch)
        for group in 0..<batch.groupCount {
          for index in batch.group(group) {
            let counted = batch.group(group).filter { own == .included || $0 != index }
            let total = counted.reduce(0) { $0 + value(batch.rollouts[$1]) }
            let sum = counted.reduce(0) { $0 + value(batch.rollouts[$1]) * batch.rollouts[$1].reward }
            let expected = batch.rollouts[index].reward - (counted.isEmpty ? 0 : sum / total)
            #expect(abs(observed[index] - expected) <= 1e-14)
          }
        }
      }
    }
  }

  @Test(arguments: seeds)
  func centringBaselinesSumToZero(seed: Int) throws {
    let batch = Self.randomBatch(seed: seed)
    let mean = try advantages(.groupMean, batch)
    for group in 0..<batch.groupCount {
      #expect(abs(batch.group(group).reduce(0) { $0 + mean[$1] }) <= 1e-14)
    }
    #expect(abs(try advantages(.batchMean(over: .rollouts), batch).reduce(0, +)) <= 1e-13)
    let weighted = try advantages(.lengthWeighted(ownRollout: .included), batch)
    for group in 0..<batch.groupCount {
      let sum = batch.group(group).reduce(0) { $0 + weighted[$1] * Double(batch.rollouts[$1].length) }
      #expect(abs(sum) <= 1e-12)
    }
  }

  @Test(arguments: seeds)
  func permutingAGroupPermutesItsAdvantages(seed: Int) throws {
    let batch = Self.randomBatch(seed: seed, groupSizes: [6, 6])
    let reversed = Batch(
      groups: (0..<2).map { Array(batch.rollouts[batch.group($0)].reversed()) })
    for preset in BaselinePreset.allCases {
      let straight = try advantages(preset.baseline, batch)
      let backward = try advantages(preset.baseline, reversed)
      for group in 0..<2 {
        for (a, b) in zip(straight[batch.group(group)], backward[batch.group(group)].reversed()) {
          #expect(abs(a - b) <= 1e-14)
        }
      }
    }
  }

  @Test func leaveOneOutIsTheMeanTimesNOverNMinusOne() throws {
    let batch = Self.randomBatch(seed: 1, groupSizes: [8])
    let mean = try advantages(.groupMean, batch)
    let others = try advantages(.leaveOneOut, batch)
    for (a, b) in zip(mean, others) { #expect(abs(a * 8 / 7 - b) <= 1e-15) }
  }

  @Test(arguments: [0.0, 1.0])
  func deadGroupsAreExactlyZero(reward: Double) throws {
    let norms = [0.1, 3.3e-9, 7e12, 0.3, 0]
    let batch = Batch(
      groups: [norms.map { Rollout(reward: reward, length: Int(1 + $0 * 3) % 17, squaredScoreNorm: $0) }])
    for preset in BaselinePreset.allCases where preset != .none {
      #expect(try advantages(preset.baseline, batch).allSatisfy { $0 == 0 }, "\(preset)")
    }
  }

  @Test func weightsThatVanishFallBackToThePlainMean() throws {
    let batch = Batch(groups: [[1, 0, 0, 0].map { Rollout(reward: $0, length: 0, squaredScoreNorm: 0) }])
    let plain = try advantages(.groupMean, batch)
    #expect(try advantages(.lengthWeighted(ownRollout: .included), batch) == plain)
    #expect(try advantages(.scoreNormWeighted(ownRollout: .included), batch) == plain)
    let others = try advantages(.scoreNormWeighted(ownRollout: .excluded), batch)
    for (left, right) in zip(others, try advantages(.leaveOneOut, batch)) {
      #expect(abs(left - right) <= right.magnitude.ulp)
    }
  }

  /// One rollout carries nearly all weight: subtracting it from the total would leave rounding noise.
  @Test func leaveOneOutSurvivesADominantWeight() throws {
    let batch = Batch(groups: [
      [
        Rollout(reward: 1, length: 1, squaredScoreNorm: 1e20),
        Rollout(reward: 0, length: 1, squaredScoreNorm: 1),
        Rollout(reward: 1, length: 1, squaredScoreNorm: 3),
      ]
    ])
    let observed = try advantages(.scoreNormWeighted(ownRollout: .excluded), batch)
    #expect(observed[0] == 0.25)
  }

  @Test func groupsOfOneFollowTheirConvention() throws {
    let lone = Batch(groups: [[Rollout(reward: 1, length: 3, squaredScoreNorm: 2)]])
    func mean(_ groupOfOne: GroupMean.GroupOfOne) -> Baseline {
      .group(GroupMean(weight: .uniform, ownRollout: .excluded, groupOfOne: groupOfOne))
    }
    #expect(try advantages(.groupMean, lone) == [0])
    #expect(try advantages(mean(.rawReward), lone) == [1])
    #expect(try advantages(mean(.zero), lone) == [0])
    #expect(throws: AlgorithmError.groupOfOne(group: 0)) { try advantages(mean(.refuse), lone) }
  }

  @Test func missingScoreNormsAreRefusedByName() {
    let batch = Batch(groups: [[Rollout(reward: 1, length: 3), Rollout(reward: 0, length: 3)]])
    #expect {
      try advantages(.scoreNormWeighted(ownRollout: .included), batch)
    } throws: {
      "\($0)"
        == "rollout 0 has no squaredScoreNorm, which the score-norm-weighted baseline needs: record it, or choose a"
        + " rule without"
    }
  }

  @Test(arguments: [
    (
      Rollout(reward: .nan, length: 1),
      "rollout 1 has reward nan; it must be a finite number: drop rollouts without a verdict"
    ),
    (Rollout(reward: 1, length: -2), "rollout 1 has length -2; a length counts tokens and is 0 or more"),
    (
      Rollout(reward: 1, length: 2, squaredScoreNorm: .nan),
      "rollout 1 has squared score norm nan; it must be a finite number, 0 or more"
    ),
  ])
  func validationNamesTheRollout(rollout: Rollout, message: String) {
    let batch = Batch(groups: [[Rollout(reward: 1, length: 1), rollout]])
    #expect {
      try batch.validate()
    } throws: {
      "\($0)" == message
    }
  }
}
