import Algorithms
import Foundation
import Policies
import Rollouts
import Simulation
import Testing

@Suite("One update of a tree, exactly")
struct OneUpdateTests {
  @Test func referencesAreThere() {
    #expect(FalsePenaltyReference.of("T4.drift").count == 2)
    #expect(FalsePenaltyReference.of("T4.xcrit").count == 2)
    #expect(FalsePenaltyReference.of("T4.lock").count == 1)
    #expect(FalsePenaltyReference.of("T4.group").count == 5)
  }

  static func algorithm(_ reference: FalsePenaltyReference) throws -> Algorithm {
    let baseline: Baseline
    switch reference.text("alg") {
    case "mean": baseline = .groupMean
    case "rloo": baseline = .leaveOneOut
    case "constb": baseline = .constant(try reference.input("b"))
    default:
      var algorithm = try (reference.text("alg") == "grpo" ? AlgorithmPreset.grpo : .uniformR).algorithm(
        .paper)
      algorithm.groupSize = Int(try reference.input("n"))
      return algorithm
    }
    return Algorithm(groupSize: Int(try reference.input("n")), baseline: baseline)
  }

  /// How often a token's own logit falls is how often sign updates move it down; ties are decided exactly.
  @Test(arguments: FalsePenaltyReference.of("T4.group"))
  func signsFallAsOftenAsTheGradient(reference: FalsePenaltyReference) throws {
    let example = TwoLevelTree(
      probability: try reference.input("q"), firstRate: try reference.input("p1"),
      secondRate: try reference.input("p0"))
    let algorithm = try Self.algorithm(reference)
    let z = logit(example.probability)
    let lattice = try LatticeChain(example.update(algorithm, rule: .sign, stepSize: 0.1))
    try reference.check("PG", lattice.stepProbabilities(at: z).down)
    let chain = try LogOddsChain(example.update(algorithm, stepSize: 1))
    try reference.check("EG", chain.meanStep(at: z))
  }

  /// The drift of q under single rollouts, filtered ones and a group, both by the chain and by enumeration.
  @Test(arguments: FalsePenaltyReference.of("T4.drift"))
  func driftsAreThoseOfTheReference(reference: FalsePenaltyReference) throws {
    let (q, b, size) = (
      try reference.input("q"), try reference.input("b"), Int(try reference.input("n"))
    )
    let example = TwoLevelTree(probability: q, firstRate: try reference.input("x"))
    let eta = try reference.input("eta")
    let updates = [
      ("single", try example.update(TwoLevelTree.single(b), stepSize: eta)),
      ("ntf", try example.update(TwoLevelTree.filtered(b), stepSize: eta)),
      ("group", try example.update(TwoLevelTree.group(size), stepSize: try reference.input("eta_group"))),
    ]
    for (name, update) in updates {
      try reference.check(name, LogOddsChain(update).drift(at: logit(q)))
      let mean = try HistoryEnumeration(update).expectation(after: 1)
      #expect(abs(mean.probabilities[1] - q - (try reference.value(name))) <= 1e-15)
      #expect(abs(mean.successRate - mean.probabilities[1] * example.firstRate) <= 1e-15)
    }
  }

  @Test(arguments: FalsePenaltyReference.of("T4.xcrit"))
  func theDriftVanishesAtTheCriticalRate(reference: FalsePenaltyReference) throws {
    let (q, b, eta) = (try reference.input("q"), try reference.input("b"), try reference.input("eta"))
    func drift(_ rate: Double) throws -> Double {
      try LogOddsChain(
        TwoLevelTree(probability: q, firstRate: rate).update(TwoLevelTree.single(b), stepSize: eta)
      ).drift(at: logit(q))
    }
    let critical = try reference.value("x")
    #expect(abs(try drift(critical)) <= 1e-16)
    #expect(try drift(critical * (1 - 1e-9)) < 0)
    #expect(try drift(critical * (1 + 1e-9)) > 0)
  }

  /// A softmax with a logit for every token moves log-odds twice as far.
  @Test(arguments: FalsePenaltyReference.of("T4.lock"))
  func theFilterTurnsTheExpectedUpdateRound(reference: FalsePenaltyReference) throws {
    let example = TwoLevelTree(
      probability: try reference.input("q"), firstRate: 0, secondRate: try reference.input("Q"))
    let (b, eta) = (try reference.input("b"), try reference.input("eta"))
    for (name, algorithm) in [("ntf", TwoLevelTree.filtered(b)), ("unfiltered", TwoLevelTree.single(b))] {
      let z = logit(example.probability)
      try reference.check(
        name, LogOddsChain(example.update(algorithm, stepSize: eta)).meanStep(at: z))
      try reference.check(
        name, LogOddsChain(example.update(algorithm, stepSize: eta, logits: .onePerToken)).meanStep(at: z) / 2
      )
    }
  }

  /// Single rollouts in a batch, by hand: batch mean, c = (r − K/n)/n with K ~ r + Bin(n − 1, R).
  @Test func singleRolloutsCountAsTheirBatchDoes() throws {
    let (q, x, rate, size) = (0.8, 0.3, 0.4, 5)
    let update = try TwoLevelTree(probability: q, firstRate: x).update(
      Algorithm(groupSize: 1, baseline: .batchMean(over: .rollouts)),
      rollouts: .singleRollouts(batchSize: size, otherRate: rate), stepSize: 2)
    var expected = 0.0
    for others in 0..<size {
      let ways = [1.0, 4, 6, 4, 1][others]
      let share = ways * pow(rate, Double(others)) * pow(1 - rate, Double(size - 1 - others))
      let success = (1 - Double(others + 1) / 5) / 5
      let failure = -Double(others) / 25
      expected += share * q * x * success * (1 - q)
      expected += share * q * (1 - x) * failure * (1 - q)
      expected -= share * (1 - q) * failure * q
    }
    let observed = try LogOddsChain(update).meanStep(at: logit(q))
    #expect(abs(observed - 2 * expected) <= 1e-14 * abs(expected))
  }

  static let deepTree = [
    TreeBranch(
      "a", probability: 0.55,
      next: [
        TreeBranch("c", probability: 0.7, successRate: 1), TreeBranch("d", probability: 0.3, successRate: 0),
      ]),
    TreeBranch(
      "b", probability: 0.35,
      next: [
        TreeBranch(
          "e", probability: 0.9,
          next: [
            TreeBranch("f", probability: 0.25, successRate: 0),
            TreeBranch("g", probability: 0.15, successRate: 1),
            TreeBranch("h", probability: 0.6, successRate: 0),
          ]), TreeBranch("i", probability: 0.1, successRate: 0),
      ]), TreeBranch("j", probability: 0.1, successRate: 0), TreeBranch("k", probability: 0, successRate: 1),
  ]

  static let filters: [TokenFilter] = [
    .none, .probabilityThreshold(0.55), .lowestProbability(keepFraction: 0.5, minimum: 1),
    .lowestProbability(keepFraction: 0, minimum: 1), .lowestProbability(keepFraction: 0.1, minimum: 2),
    .surprisalCertainty(keepFraction: 0.4, minimum: 1, vocabularySize: 5),
  ]

  /// The mean after one update of a deep tree is that of the algorithm's own loss on all batches that can be drawn.
  @Test(arguments: filters, [FreeLogits.onePerToken, .oneFewer])
  func enumerationFollowsTheLoss(filter: TokenFilter, logits: FreeLogits) throws {
    let tree = try SequenceTree(Self.deepTree)
    for rule in UpdateRule.allCases {
      let algorithm = Algorithm(groupSize: 2, baseline: .constant(0.3), tokenFilter: filter)
      let observed = try HistoryEnumeration(
        TreeUpdate(of: tree, algorithm: algorithm, rule: rule, stepSize: 0.7, logits: logits)
      ).expectation(after: 1).probabilities
      var expected = [Double](repeating: 0, count: tree.nodes.count)
      let leaves = tree.leaves.filter { tree.visits[$0] > 0 }
      for first in leaves {
        for second in leaves {
          let after = try LossStep(
            tree: tree, algorithm: algorithm, rule: rule, stepSize: 0.7, logits: logits
          )
          .probabilities(after: [first, second])
          for node in after.indices {
            expected[node] += tree.visits[first] * tree.visits[second] * after[node]
          }
        }
      }
      for (left, right) in zip(observed, expected) { #expect(abs(left - right) <= 1e-14, "\(rule)") }
    }
  }
}
