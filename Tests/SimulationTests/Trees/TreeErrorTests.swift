import Algorithms
import Policies
import RandomStreams
import Simulation
import Testing

@Suite("What trees refuse")
struct TreeErrorTests {
  static let example = TwoLevelTree(probability: 0.7, firstRate: 0.3, secondRate: 0.1)

  static func line(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func algorithmsThatReadMore() throws {
    func line(_ algorithm: Algorithm, _ tree: SequenceTree? = nil, _ rollouts: RolloutScheme = .group)
      -> String
    {
      Self.line {
        _ = try TreeUpdate(
          of: tree ?? Self.example.tree, algorithm: algorithm, rollouts: rollouts, stepSize: 1)
      }
    }
    for (baseline, start) in [
      (Baseline.greedy, "baseline ("), (.tracker, "baseline ("),
      (.scoreNormWeighted(ownRollout: .included), "baseline ("),
      (.optimalToken(OptimalTokenBaseline()), "baseline ("),
    ] {
      let message = line(Algorithm(groupSize: 4, baseline: baseline))
      #expect(message.hasPrefix(start) && message.contains("reads more than which rollouts"), "\(message)")
    }
    #expect(
      line(Algorithm(groupSize: 4, credit: .rewardToGo(discount: 1, gaps: .skipped))).hasPrefix("credit ("))
    #expect(
      line(Algorithm(groupSize: 1, aggregation: .classBalanced(over: .trajectories))).hasPrefix(
        "aggregation ("))
    let byLength = Algorithm(groupSize: 4, baseline: .lengthWeighted(ownRollout: .included))
    #expect(line(byLength).isEmpty)
    let deep = try SequenceTree(OneUpdateTests.deepTree)
    #expect(
      line(byLength, deep).hasSuffix(
        "reads lengths, and responses of this tree have 1 to 3 tokens; choose another baseline, or a tree of equal"
          + " lengths"))
    let batchMean = Algorithm(groupSize: 4, baseline: .batchMean(over: .rollouts))
    #expect(
      line(batchMean).hasSuffix(
        "reads the other prompts of the batch, and this one is alone with its group; simulate single rollouts in a"
          + " batch"))
    #expect(line(batchMean, nil, .singleRollouts(batchSize: 4, otherRate: 0.5)).isEmpty)
    let certain = Algorithm(
      groupSize: 1, tokenFilter: .surprisalCertainty(keepFraction: 0.5, minimum: 1, vocabularySize: 3))
    #expect(line(certain, deep).contains("vocabularySize"))
    #expect(
      line(Algorithm(groupSize: 1, rewardTransform: .labels(threshold: -1)))
        == "the threshold of labels is -1; it must be at least 0 and below 1, between the rewards")
  }

  @Test func numbersOutOfRange() throws {
    func update(
      _ algorithm: Algorithm = TwoLevelTree.single(0.5), _ rollouts: RolloutScheme = .group,
      stepSize: Double = 1
    ) throws -> TreeUpdate {
      try Self.example.update(algorithm, rollouts: rollouts, stepSize: stepSize)
    }
    for stepSize in [0, -1, .infinity, .nan] {
      #expect(Self.line { _ = try update(stepSize: stepSize) }.hasPrefix("the step size is"))
    }
    #expect(Self.line { _ = try update(TwoLevelTree.group(4097)) }.hasPrefix("the group size is 4097"))
    for size in [0, 4097] {
      #expect(
        Self.line {
          _ = try update(TwoLevelTree.single(0.5), .singleRollouts(batchSize: size, otherRate: 0.5))
        }
        .hasPrefix("the batch size is \(size)"))
    }
    #expect(
      Self.line { _ = try update(TwoLevelTree.single(0.5), .singleRollouts(batchSize: 4, otherRate: 1.5)) }
        == "the success rate of other prompts is 1.5; it must be between 0 and 1")
    let training = TreeTraining(try update())
    let path = StreamPath(seed: 1)
    #expect(
      Self.line { _ = try training.run(recordedUpdates: [], chains: 1, path: path) }.hasPrefix(
        "the number of recorded"))
    #expect(
      Self.line { _ = try training.run(recordedUpdates: [-1], chains: 1, path: path) }.hasPrefix(
        "the number of updates is -1"))
    #expect(
      Self.line { _ = try training.run(recordedUpdates: [1], chains: 0, path: path) }.hasPrefix(
        "the number of chains is 0"))
    for node in [0, 3] {
      #expect(
        Self.line { _ = try training.run(recordedUpdates: [1], chains: 1, watchedNodes: [node], path: path) }
          == "the node is \(node); it must be between 1 and 2, a token of the tree")
    }
    #expect(
      Self.line { _ = try training.passages(of: 1, below: 0.9, above: 0.5, within: 1, chains: 1, path: path) }
        == "the upper bound is 0.5; it must be above the lower bound, 0.9")
  }

  @Test func chainsThatAreNotExact() throws {
    let plain = try Self.example.update(TwoLevelTree.single(0.5), stepSize: 1)
    let sign = try Self.example.update(TwoLevelTree.single(0.5), rule: .sign, stepSize: 1)
    #expect(
      Self.line { _ = try LatticeChain(plain) }
        == "updates are plain, and this chain is for normalised or sign ones; use LogOddsChain")
    #expect(
      Self.line { _ = try LogOddsChain(sign) }
        == "updates are sign, and this chain is for plain ones; use LatticeChain")
    let deep = try TreeUpdate(
      of: SequenceTree(OneUpdateTests.deepTree), algorithm: TwoLevelTree.single(0.5), stepSize: 1)
    #expect(Self.line { _ = try LogOddsChain(deep) }.contains("the tree has 12 nodes"))
    #expect(
      Self.line { _ = try HistoryEnumeration(Self.example.update(TwoLevelTree.group(65), stepSize: 1)) }
        == "the group size is 65; it must be between 1 and 64 where it is enumerated")
    #expect(
      Self.line { _ = try HistoryEnumeration(plain).expectation(after: 20) }
        == "1099511627776 possible histories exceed the limit of 20000000; lower the number of updates or rollouts, or"
        + " sample them (Monte Carlo)")
    #expect(
      Self.line { _ = try HistoryEnumeration(plain).expectation(after: 200) }.hasPrefix("more than 2^63"))
    #expect(
      Self.line { _ = try LatticeChain(sign).distribution(after: -1) }.hasPrefix(
        "the number of updates is -1"))
    #expect(
      Self.line { _ = try LatticeChain(sign).hittingProbability(of: 0, before: 0.5) }.hasPrefix(
        "the lower bound is 0"))
    #expect(
      Self.line { _ = try LogOddsChain(plain).hittingProbability(of: 0.5, before: 1) }
        == "the upper bound is 1; it must be above the lower bound, 0.5, and below 1")
    #expect(
      Self.line { _ = try LogOddsChain(plain).meanProbability(after: 3, tolerance: 0) }.hasPrefix(
        "the tolerance is 0"))
    #expect(
      Self.line { _ = try LogOddsChain(plain).hittingProbability(of: 0.3, before: 0.9, tolerance: 1e-12) }
        .hasSuffix("above the tolerance of 1e-12; allow a larger one"))
  }
}
