import Algorithms
import Foundation
import Policies
import RandomStreams
import RunStatistics
import Simulation
import Testing

@Suite("Training on trees")
struct TreeTrainingTests {
  static let path = StreamPath(seed: 8)["training"]

  /// A deep tree with every filter against the sum over all histories of two updates.
  @Test(arguments: OneUpdateTests.filters)
  func monteCarloAgreesWithHistories(filter: TokenFilter) throws {
    let tree = try SequenceTree(OneUpdateTests.deepTree)
    for rule in UpdateRule.allCases {
      let update = try TreeUpdate(
        of: tree, algorithm: Algorithm(groupSize: 2, baseline: .constant(0.3), tokenFilter: filter),
        rule: rule, stepSize: 0.5)
      let exact = try HistoryEnumeration(update).expectation(after: 2)
      let nodes = Array(1..<tree.nodes.count)
      let sample = try TreeTraining(update).run(
        recordedUpdates: [2], chains: 20_000, watchedNodes: nodes, path: Self.path, jobs: 2)
      try expectAgreement(sample.successRates[0].mean, exact.successRate, "\(rule)")
      for node in nodes {
        try expectAgreement(
          sample.probabilities[node - 1][0].mean, exact.probabilities[node], "\(rule) \(node)")
      }
    }
  }

  /// Single rollouts in a batch against histories, for rules that read the batch.
  @Test func monteCarloAgreesInBatches() throws {
    let tree = try SequenceTree(OneUpdateTests.deepTree)
    let rules = [
      Algorithm(groupSize: 1, baseline: .batchMean(over: .rollouts)),
      Algorithm(
        groupSize: 1, baseline: .batchMean(over: .rollouts), scale: .batchDeviation(Deviation(.population))),
      try AlgorithmPreset.contrastiveReinforce.algorithm(.paper),
    ]
    for algorithm in rules {
      let update = try TreeUpdate(
        of: tree, algorithm: algorithm, rollouts: .singleRollouts(batchSize: 6, otherRate: 0.4), stepSize: 3)
      let exact = try HistoryEnumeration(update).expectation(after: 2)
      let sample = try TreeTraining(update).run(
        recordedUpdates: [2], chains: 40_000, path: Self.path, jobs: 2)
      try expectAgreement(sample.successRates[0].mean, exact.successRate)
    }
  }

  /// A random filter keeps each token of a failure equally often: with L = 2 and κ = 1/2 its mean update is half the
  /// unfiltered failures'.
  @Test func aFilterAtRandomKeepsItsShare() throws {
    let tree = try SequenceTree([
      TreeBranch("a", probability: 0.6, next: [TreeBranch("b", probability: 1, successRate: 0)]),
      TreeBranch("c", probability: 0.4, next: [TreeBranch("d", probability: 1, successRate: 0)]),
    ])
    func update(_ filter: TokenFilter, _ stepSize: Double) throws -> TreeUpdate {
      try TreeUpdate(
        of: tree, algorithm: Algorithm(groupSize: 1, baseline: .constant(1), tokenFilter: filter),
        stepSize: stepSize, logits: .oneFewer)
    }
    let step = 0.5
    let filtered = try TreeTraining(update(.random(keepFraction: 0.5, minimum: 1, seed: 1), step)).run(
      recordedUpdates: [1], chains: 50_000, watchedNodes: [1], path: Self.path, jobs: 2)
    let all = try HistoryEnumeration(update(.none, step)).expectation(after: 1).probabilities[1]
    try expectAgreement(filtered.probabilities[0][0].mean, (all + 0.6) / 2)
    #expect(throws: SimulationError.filterAtRandom) {
      _ = try HistoryEnumeration(update(.random(keepFraction: 0.5, minimum: 1, seed: 1), step))
    }
  }

  /// Result 4.12: the probability of a necessary token never falls in a group, nor under a threshold between 1 − q and q.
  @Test(arguments: UpdateRule.allCases)
  func groupsAndFiltersNeverLowerANecessaryToken(rule: UpdateRule) throws {
    let example = TwoLevelTree(probability: 0.9, firstRate: 0.2)
    let centred = [
      TwoLevelTree.group(5), Algorithm(groupSize: 5, baseline: .groupMean),
      Algorithm(groupSize: 5, baseline: .groupMean, scale: .groupDeviation(Deviation(.population))),
    ]
    for algorithm in centred + [TwoLevelTree.filtered(0.3)] {
      for logits in FreeLogits.allCases {
        let update = try example.update(algorithm, rule: rule, stepSize: 0.3, logits: logits)
        let sample = try TreeTraining(update).run(
          recordedUpdates: Array(0...100), chains: 300, watchedNodes: [1], path: Self.path, jobs: 2)
        for (before, after) in zip(sample.probabilities[0], sample.probabilities[0].dropFirst()) {
          // One ulp or two for the softmax of logits that have not moved relative to each other.
          let falls = zip(before.values, after.values).contains { $1 < $0 * (1 - 4 * Double.ulpOfOne) }
          #expect(!falls)
        }
        #expect(sample.probabilities[0][100].quantile(0) > 0.9)
      }
    }
    let single = try example.update(TwoLevelTree.single(0.3), rule: rule, stepSize: 0.3)
    let sample = try TreeTraining(single).run(
      recordedUpdates: [100], chains: 300, watchedNodes: [1], path: Self.path, jobs: 2)
    #expect(sample.probabilities[0][0].quantile(0) < 0.9)
  }

  /// Threads, other chains, and other records change no bit.
  @Test func resultsDependOnTheAddressAlone() throws {
    let tree = try SequenceTree(OneUpdateTests.deepTree)
    let algorithm = Algorithm(
      groupSize: 4, baseline: .leaveOneOut, tokenFilter: .random(keepFraction: 0.5, minimum: 1, seed: 1))
    let training = try TreeTraining(TreeUpdate(of: tree, algorithm: algorithm, stepSize: 1))
    let whole = try training.run(
      recordedUpdates: [10, 30], chains: 101, watchedNodes: [1, 3], path: Self.path)
    for jobs in [2, 5, 1000] {
      #expect(
        try training.run(
          recordedUpdates: [10, 30], chains: 101, watchedNodes: [1, 3], path: Self.path, jobs: jobs) == whole)
    }
    let part = try training.run(recordedUpdates: [30, 7, 30], chains: 20, path: Self.path)
    #expect(part.updates == [7, 30])
    #expect(part.successRates[1].values[...] == whole.successRates[1].values[..<20])
    #expect(
      try training.run(
        recordedUpdates: [10, 30], chains: 101, watchedNodes: [1, 3], path: Self.path["other"])
        != whole)
  }

  /// A filter that keeps everything, and parts that do not matter, see the same numbers as none.
  @Test func numbersAreCommon() throws {
    let tree = try SequenceTree(OneUpdateTests.deepTree)
    func run(_ filter: TokenFilter, _ rollouts: RolloutScheme = .group) throws -> TreeChains {
      let update = try TreeUpdate(
        of: tree, algorithm: Algorithm(groupSize: 1, baseline: .constant(0.25), tokenFilter: filter),
        rollouts: rollouts, stepSize: 1)
      return try TreeTraining(update).run(recordedUpdates: [50], chains: 50, path: Self.path)
    }
    let plain = try run(.none)
    #expect(try run(.probabilityThreshold(1)) == plain)
    #expect(try run(.lowestProbability(keepFraction: 1, minimum: 1)) == plain)
    #expect(try run(.random(keepFraction: 1, minimum: 1, seed: 3)) == plain)
    #expect(try run(.none, .singleRollouts(batchSize: 1, otherRate: 0.5)) == plain)
    #expect(try run(.probabilityThreshold(0.3)) != plain)
  }

  @Test func samplesAreSummarised() throws {
    let sample = ChainSample([0.4, 0.1, 0.2, 0.3])
    #expect(sample.quantile(0) == 0.1)
    #expect(sample.quantile(1) == 0.4)
    #expect(abs(sample.quantile(0.5) - 0.25) <= 1e-16)
    #expect(abs(try #require(sample.mean).value - 0.25) <= 1e-16)
    #expect(try #require(sample.share(below: 0.2)).value == 0.25)
    #expect(ChainSample([0.7]).quantile(0.3) == 0.7)
    #expect(ChainSample([0.7]).mean == nil)
  }

  /// Tokens of probability 0 and 1 stay where they are, and so do responses that cannot be had.
  @Test func edgesStay() throws {
    let tree = try SequenceTree([
      TreeBranch("never", probability: 0, successRate: 1),
      TreeBranch("always", probability: 1, successRate: 0.5),
    ])
    for logits in FreeLogits.allCases {
      for rule in UpdateRule.allCases {
        let update = try TreeUpdate(
          of: tree, algorithm: TwoLevelTree.single(0.3), rule: rule, stepSize: 10, logits: logits)
        let sample = try TreeTraining(update).run(
          recordedUpdates: [0, 50], chains: 3, watchedNodes: [1, 2], path: Self.path)
        #expect(sample.probabilities[0][1].values == [0, 0, 0])
        #expect(sample.probabilities[1][1].values == [1, 1, 1])
        #expect(sample.successRates[0].values == [0.5, 0.5, 0.5])
        #expect(try HistoryEnumeration(update).expectation(after: 3).successRate == 0.5)
      }
    }
  }
}
