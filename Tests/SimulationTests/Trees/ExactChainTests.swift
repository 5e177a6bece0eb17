import Algorithms
import Foundation
import RandomStreams
import Simulation
import Testing

@Suite("Exact chains of log-odds")
struct ExactChainTests {
  static let algorithms: [Algorithm] = [
    TwoLevelTree.single(0.4), TwoLevelTree.filtered(0.4, threshold: 0.75), TwoLevelTree.group(3),
    Algorithm(groupSize: 2, baseline: .constant(0.5)),
    Algorithm(groupSize: 3, baseline: .groupMean, scale: .groupDeviation(Deviation(.population))),
  ]
  static let example = TwoLevelTree(probability: 0.7, firstRate: 0.3, secondRate: 0.1)

  /// Both chains against the sum over all histories of four updates.
  @Test(arguments: algorithms, [FreeLogits.oneFewer, .onePerToken])
  func chainsAreSumsOverHistories(algorithm: Algorithm, logits: FreeLogits) throws {
    let updates = algorithm.groupSize == 1 ? 5 : 3
    let plain = try Self.example.update(algorithm, stepSize: 0.6, logits: logits)
    let exact = try HistoryEnumeration(plain).expectation(after: updates)
    // A filter's jump is repeated at all places from which it can be reached, where polynomials do not follow.
    let jumps = algorithm.tokenFilter != .none
    let chain = try LogOddsChain(plain)
    let mean = try chain.meanProbability(after: updates, tolerance: jumps ? 1e-3 : 1e-9)
    #expect(abs(mean.value - exact.probabilities[1]) <= (jumps ? 4 * mean.error : 1e-9))
    let success = try chain.meanSuccessRate(after: updates, tolerance: jumps ? 1e-3 : 1e-9)
    #expect(abs(success.value - exact.successRate) <= (jumps ? 4 * success.error : 1e-9))
    for rule in [UpdateRule.sign, .normalised] {
      let update = try Self.example.update(algorithm, rule: rule, stepSize: 0.6, logits: logits)
      let exact = try HistoryEnumeration(update).expectation(after: updates)
      let lattice = try LatticeChain(update)
      #expect(abs(try lattice.meanProbability(after: updates) - exact.probabilities[1]) <= 1e-13)
      #expect(abs(try lattice.meanSuccessRate(after: updates) - exact.successRate) <= 1e-13)
      let law = try lattice.distribution(after: updates)
      #expect(abs(law.reduce(0) { $0 + $1.mass } - 1) <= 1e-13)
    }
  }

  /// Chains of every algorithm, rule and parametrisation against Monte Carlo of 20,000 chains.
  @Test(arguments: algorithms, [FreeLogits.oneFewer, .onePerToken])
  func monteCarloAgreesWithChains(algorithm: Algorithm, logits: FreeLogits) throws {
    let path = StreamPath(seed: 5)["chains"]
    for rule in UpdateRule.allCases {
      let update = try Self.example.update(
        algorithm, rule: rule, stepSize: rule == .plain ? 0.5 : 0.1, logits: logits)
      let sample = try TreeTraining(update).run(
        recordedUpdates: [1, 60], chains: 20_000, watchedNodes: [1], path: path, jobs: 2)
      for (record, count) in sample.updates.enumerated() {
        let (exact, error) = try Self.meanProbability(of: update, after: count)
        let comment = "\(rule) \(count)"
        try expectAgreement(sample.probabilities[0][record].mean, exact, comment, error: error)
        try expectAgreement(
          sample.successRates[record].mean, 0.1 + 0.2 * exact, comment, error: 0.2 * error)
      }
    }
  }

  /// The exact mean with the error that it may have.
  static func meanProbability(of update: TreeUpdate, after count: Int) throws -> (
    value: Double, error: Double
  ) {
    guard update.rule == .plain else {
      return (try LatticeChain(update).meanProbability(after: count), 0)
    }
    let mean = try LogOddsChain(update).meanProbability(after: count, tolerance: 1e-3)
    return (mean.value, mean.error)
  }

  /// The long-run law is that of the distribution after many updates, even and odd ones together.
  @Test func theLongRunIsTheLimit() throws {
    let update = try TwoLevelTree(probability: 0.6, firstRate: 0.2).update(
      TwoLevelTree.single(0.5), rule: .sign, stepSize: 0.3)
    let lattice = try LatticeChain(update)
    let late = try (lattice.meanProbability(after: 2000) + lattice.meanProbability(after: 2001)) / 2
    let limit = try #require(lattice.longRunMeanProbability)
    #expect(abs(limit - late) <= 1e-12)
    #expect(abs(try #require(lattice.longRunMeanSuccessRate) - 0.2 * limit) <= 1e-15)
    // A necessary token in a group only rises, and so does one that succeeds more often than not.
    let group = try TwoLevelTree(probability: 0.6, firstRate: 0.2).update(
      TwoLevelTree.group(4), rule: .sign, stepSize: 0.3)
    #expect(try LatticeChain(group).longRunMeanProbability == nil)
    let good = try TwoLevelTree(probability: 0.6, firstRate: 0.7).update(
      TwoLevelTree.single(0.5), rule: .sign, stepSize: 0.3)
    #expect(try LatticeChain(good).longRunMeanProbability == nil)
  }

  /// Result 4.13: signs stall at q = 1/(2(1 − x)).
  ///
  /// In the long run E Δz = η E[1 − 2q(1 − x)] is 0, so that this is the exact mean of q for every η and every start, not
  /// only its limit for small steps.
  @Test(arguments: [0.0, 0.05, 0.2], [0.01, 0.3, 2])
  func signsStall(rate: Double, stepSize: Double) throws {
    let update = try TwoLevelTree(probability: 0.9, firstRate: rate).update(
      TwoLevelTree.single(0.5), rule: .sign, stepSize: stepSize)
    let stall = 1 / (2 * (1 - rate))
    #expect(abs(try #require(LatticeChain(update).longRunMeanProbability) - stall) <= 1e-13)
  }

  /// Hitting probabilities are harmonic, h = P(up) h(z + s) + P(down) h(z − s) + P(stay) h, and are what Monte Carlo finds.
  @Test func latticeHitsAsItsEquationsSay() throws {
    let example = TwoLevelTree(probability: 0.6, firstRate: 0.3, secondRate: 0.25)
    let update = try example.update(TwoLevelTree.group(3), rule: .sign, stepSize: 0.25)
    let lattice = try LatticeChain(update)
    func hitting(_ site: Int) throws -> Double {
      let probability = 1 / (1 + exp(-(logit(0.6) + 0.25 * Double(site))))
      let start = TwoLevelTree(probability: probability, firstRate: 0.3, secondRate: 0.25)
      return try LatticeChain(start.update(TwoLevelTree.group(3), rule: .sign, stepSize: 0.25))
        .hittingProbability(of: 0.3, before: 0.9)
    }
    for site in -3...3 {
      let steps = lattice.stepProbabilities(at: logit(0.6) + 0.25 * Double(site))
      let (here, above, below) = (try hitting(site), try hitting(site + 1), try hitting(site - 1))
      #expect(abs(steps.up * (above - here) + steps.down * (below - here)) <= 1e-13)
    }
    #expect(try hitting(-6) == 1)
    #expect(try hitting(8) == 0)
    let passages = try TreeTraining(update).passages(
      of: 1, below: 0.3, above: 0.9, within: 100_000, chains: 20_000, path: StreamPath(seed: 1)["ruin"],
      jobs: 2)
    #expect(passages.neither == 0)
    try expectAgreement(passages.lowerShare, lattice.hittingProbability(of: 0.3, before: 0.9))
  }

  /// Plain updates: the probability of falling first, within some updates and in the end.
  @Test func plainChainsHitAsOftenAsMonteCarlo() throws {
    let update = try TwoLevelTree(probability: 0.9, firstRate: 0.02).update(
      TwoLevelTree.single(0.5), stepSize: 1)
    let chain = try LogOddsChain(update)
    let path = StreamPath(seed: 2)["hits"]
    let soon = try TreeTraining(update).passages(
      of: 1, below: 0.5, above: 0.99, within: 100, chains: 50_000, path: path, jobs: 2)
    let inTime = try chain.hittingProbability(of: 0.5, before: 0.99, within: 100, tolerance: 4e-4)
    try expectAgreement(soon.lowerShare, inTime.value, error: inTime.error)
    let late = try TreeTraining(update).passages(
      of: 1, below: 0.5, above: 0.99, within: 100_000, chains: 50_000, path: path, jobs: 2)
    #expect(late.neither == 0)
    let inTheEnd = try chain.hittingProbability(of: 0.5, before: 0.99, tolerance: 4e-4)
    try expectAgreement(late.lowerShare, inTheEnd.value, error: inTheEnd.error)
    #expect(inTheEnd.value > inTime.value)
  }
}
