import Algorithms
import Rollouts
import Testing

@Suite("Advantages of groups given by counts")
struct CountAdvantageTests {
  /// An algorithm of the catalogue under one of its conventions.
  struct Entry: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let algorithm: Algorithm

    func with(groupSize: Int) -> Algorithm {
      var copy = algorithm
      copy.groupSize = groupSize
      return copy
    }

    static func all(_ dependence: Dependence) -> [Entry] {
      AlgorithmPreset.allCases.flatMap { preset in
        preset.conventions.map { convention, algorithm in
          Entry(testDescription: "\(preset.rawValue) \(convention.rawValue)", algorithm: algorithm)
        }
      }
      .filter { $0.algorithm.dependence == dependence }
      .sorted { $0.testDescription < $1.testDescription }
    }
  }

  static func rollouts(successes: Int, of size: Int) -> [Rollout] {
    (0..<size).map { Rollout(reward: $0 < successes ? 1 : 0, length: 1, greedyReward: 0, trackerPrior: 0) }
  }

  @Test func theCatalogueHasRulesOfBothKinds() {
    #expect(Entry.all(.groupCount).count >= 30)
    #expect(Entry.all(.batchCounts).count >= 6)
  }

  /// Counts and arrays differ in the rounding of a mean: 8 ulps of 1, or of the advantage where that is larger.
  @Test(arguments: Entry.all(.groupCount))
  func countsAgreeWithBatches(entry: Entry) throws {
    for size in 1...16 {
      let algorithm = entry.with(groupSize: size)
      for successes in 0...size {
        let batch = Batch(Self.rollouts(successes: successes, of: size), groupSize: size)
        let expected: [Double]
        do {
          expected = try algorithm.advantages(for: batch)
        } catch let error as AlgorithmError {
          #expect(throws: error) {
            try CountAdvantages(of: algorithm).advantages(of: .finite(successes, of: size))
          }
          continue
        }
        let observed = try CountAdvantages(of: algorithm).advantages(of: .finite(successes, of: size))
        for (reference, value, exists) in [
          (expected[0], observed.success, successes > 0),
          (expected[size - 1], observed.failure, successes < size),
        ] {
          #expect(
            abs(value - (exists ? reference : 0)) <= 8 * .ulpOfOne * max(1, abs(reference)),
            "\(successes) of \(size)")
        }
      }
    }
  }

  /// A batch with every success count as often as at the rate 1/4, copied until N rollouts are as good as infinitely
  /// many: the sample deviation differs by 1/(2N), everything else by rounding.
  @Test(arguments: Entry.all(.batchCounts))
  func theLimitAgreesWithARealBatchOfVeryManyGroups(entry: Entry) throws {
    for size in 1...3 {
      let algorithm = entry.with(groupSize: size)
      let weights = [[3, 1], [9, 6, 1], [27, 27, 9, 1]][size - 1]
      let total = weights.reduce(0, +)
      let groups = (0..<(40_000 / total)).flatMap { _ in
        weights.enumerated().flatMap { successes, weight in
          Array(repeating: Self.rollouts(successes: successes, of: size), count: weight)
        }
      }
      let expected = try algorithm.advantages(for: Batch(groups: groups))
      let limit = try CountAdvantages(
        of: algorithm,
        amid: weights.enumerated().map { (.finite($0.offset, of: size), Double($0.element) / Double(total)) })
      for (index, group) in groups.prefix(total).enumerated() {
        let successes = group.count { $0.reward == 1 }
        let (success, failure) = try limit.advantages(of: .finite(successes, of: size))
        for (offset, rollout) in group.enumerated() {
          let reference = expected[index * size + offset]
          let value = rollout.reward == 1 ? success : failure
          #expect(abs(value - reference) <= 2e-5 * max(1, abs(reference)), "\(successes) of \(size)")
        }
      }
    }
  }

  @Test func labelsAreRewardsOfTheirOwn() throws {
    for threshold in [0, nil] as [Double?] {
      let algorithm = Algorithm(
        groupSize: 3, rewardTransform: .labels(threshold: threshold), baseline: .groupMean)
      let batch = Batch(Self.rollouts(successes: 1, of: 3), groupSize: 3)
      let expected = try algorithm.advantages(for: batch)
      let observed = try CountAdvantages(of: algorithm, amid: [(.finite(1, of: 3), 1)])
        .advantages(of: .finite(1, of: 3))
      #expect(abs(observed.success - expected[0]) <= 4 * .ulpOfOne)
      #expect(abs(observed.failure - expected[1]) <= 4 * .ulpOfOne)
    }
  }

  @Test func onlyDeadGroupsAreResampled() throws {
    let dapo = try AlgorithmPreset.dapo.algorithm().setting("rewardTransform=none")
    let advantages = try CountAdvantages(of: dapo)
    #expect((0...4).map { advantages.resamples(.finite($0, of: 4)) } == [true, false, false, false, true])
    #expect(!advantages.resamples(.infinite(rate: 0)))
    #expect(advantages.resamples(.finite(1, of: 1)))
    let kept = try dapo.setting("selection.groupOfOne=kept")
    #expect(!(try CountAdvantages(of: kept).resamples(.finite(1, of: 1))))
  }
}
