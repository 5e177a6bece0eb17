import Algorithms
import Foundation
import Policies
import RandomStreams
import RunStatistics
import Simulation
import Testing

/// The simulated numbers of results 4.9 to 4.13, which were found by other programs with other random numbers.
@Suite("Numbers of results 4.9 to 4.13")
struct PublishedNumberTests {
  static let path = StreamPath(seed: 12)["published"]

  /// Expects a rounded mean of 4000 chains within 4.5 of its standard errors of the exact one, E q = E ρ/x.
  static func expect(
    _ published: Double, digits: Int, of update: TreeUpdate, after updates: Int,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let chain = try LogOddsChain(update)
    let mean = try chain.meanProbability(after: updates, tolerance: 1e-5)
    let square = try chain.mean(of: { $0 * $0 }, after: updates, tolerance: 1e-5)
    let standardError = (max(0, square.value - mean.value * mean.value) / 4000).squareRoot()
    let rounding = 0.5 * pow(10, -Double(digits))
    #expect(
      abs(published - mean.value) <= 4.5 * standardError + rounding + mean.error,
      "\(mean.value) ± \(standardError)", sourceLocation: location)
  }

  /// Result 4.12, 8000 rollouts in all cases.
  @Test func singleRolloutsLoseAThirdOfTheirChains() throws {
    let example = TwoLevelTree(probability: 0.9, firstRate: 0.005)
    let single = try example.update(TwoLevelTree.single(0.5), stepSize: 1)
    try Self.expect(0.786, digits: 3, of: single, after: 400)
    try Self.expect(0.736, digits: 3, of: single, after: 2000)
    try Self.expect(0.717, digits: 3, of: single, after: 8000)
    try Self.expect(
      0.9998, digits: 4, of: example.update(TwoLevelTree.filtered(0.5), stepSize: 1), after: 8000)
    try Self.expect(0.978, digits: 3, of: example.update(TwoLevelTree.group(8), stepSize: 8), after: 1000)
    let sample = try TreeTraining(single).run(
      recordedUpdates: [8000], chains: 1000, watchedNodes: [1], path: Self.path, jobs: 2)
    try expectAgreement(
      sample.probabilities[0][0].mean,
      LogOddsChain(single).meanProbability(after: 8000, tolerance: 1e-5).value)
    try expectAgreement(sample.probabilities[0][0].share(below: 0.5), 0.28, error: 0.005)
    #expect(abs(sample.probabilities[0][0].quantile(0.5) - 0.997) < 0.002)
  }

  /// Result 4.9, one sigmoid logit.
  @Test func aFilterLocksIn() throws {
    let example = TwoLevelTree(probability: 0.8, firstRate: 0, secondRate: 0.2)
    let group = Algorithm(
      groupSize: 8, baseline: .leaveOneOut, tokenFilter: .probabilityThreshold(0.5))
    let cases: [(Algorithm, stepSize: Double, published: Double, rounding: Double)] = [
      (TwoLevelTree.single(0.5), 0.1, 0.197, 0.0005), (TwoLevelTree.filtered(0.5), 0.1, 0.0017, 0.00005),
      (TwoLevelTree.filtered(0.1), 0.1, 0.198, 0.0005), (group, 0.8, 0.198, 0.0005),
    ]
    for (algorithm, stepSize, published, rounding) in cases {
      let update = try example.update(algorithm, stepSize: stepSize)
      let mean = try LogOddsChain(update).meanSuccessRate(
        after: 4000 / algorithm.groupSize, tolerance: 1e-5)
      #expect(abs(mean.value - published) <= rounding + mean.error)
    }
  }

  /// Result 4.9, a full softmax over one to twenty alternatives of the same success rate.
  @Test(arguments: [1, 5, 20])
  func aFilterLocksInAFullSoftmax(alternatives: Int) throws {
    let others = (0..<alternatives).map {
      TreeBranch("a\($0)", probability: 0.2 / Double(alternatives), successRate: 0.2)
    }
    let tree = try SequenceTree([TreeBranch("bad", probability: 0.8, successRate: 0)] + others)
    for (algorithm, range) in [
      (TwoLevelTree.single(0.5), 0.1976...0.1986), (TwoLevelTree.filtered(0.5), 0.0008...0.0016),
    ] {
      let update = try TreeUpdate(of: tree, algorithm: algorithm, stepSize: 0.1)
      let sample = try TreeTraining(update).run(
        recordedUpdates: [4000], chains: 200, path: Self.path, jobs: 2)
      let mean = try #require(sample.successRates[0].mean)
      let margin = 4.5 * mean.standardError + 0.00005
      #expect(mean.value >= range.lowerBound - margin && mean.value <= range.upperBound + margin, "\(mean)")
    }
  }

  /// Result 4.13: single rollouts stall, and groups and filters do not.
  @Test func signsStallAndGroupsDoNot() throws {
    let example = TwoLevelTree(probability: 0.9, firstRate: 0.05)
    func mean(_ algorithm: Algorithm) throws -> Double {
      try LatticeChain(example.update(algorithm, rule: .sign, stepSize: 0.02)).meanProbability(after: 4000)
    }
    let single = try mean(TwoLevelTree.single(0.5))
    #expect(abs(single - 1 / 1.9) <= 1e-9)
    let sample = try TreeTraining(example.update(TwoLevelTree.single(0.5), rule: .sign, stepSize: 0.02)).run(
      recordedUpdates: [4000], chains: 1000, watchedNodes: [1], path: Self.path, jobs: 2)
    try expectAgreement(sample.probabilities[0][0].mean, single)
    #expect(abs(try mean(TwoLevelTree.filtered(0.5)) - 0.9993) <= 0.00005)
    #expect(try mean(TwoLevelTree.group(8)) > 0.994)
  }

  /// Result 4.11: the diffusion limit of the chance to fall to 1/2 before 0.99, ever nearer for smaller steps at equal
  /// κ = 2x/(ηb²).
  @Test func smallStepsHitAsDiffusionsDo() throws {
    let drift = 2 * 0.02 / (0.2 * 0.25)
    let (low, start, high) = (exp(-drift * logit(0.5)), exp(-drift * logit(0.9)), exp(-drift * logit(0.99)))
    let diffusion = (start - high) / (low - high)
    #expect(abs(diffusion - 0.1509) <= 0.00005)
    func hitting(_ factor: Double) throws -> Approximation {
      let example = TwoLevelTree(probability: 0.9, firstRate: 0.02 * factor)
      return try LogOddsChain(example.update(TwoLevelTree.single(0.5), stepSize: 0.2 * factor))
        .hittingProbability(of: 0.5, before: 0.99, tolerance: 2e-4)
    }
    let gaps = try [1.0, 0.5, 0.25].map { abs(try hitting($0).value - diffusion) }
    #expect(gaps[0] < 0.008)
    #expect(gaps[1] < 0.7 * gaps[0] && gaps[2] < 0.7 * gaps[1], "\(gaps)")
  }

  /// Result 4.11, simulated: within 4.5 standard errors of 4000 chains of the exact probability, and that against sparse
  /// solutions on 9601 nodes by another program, 0.40729, 0.14445 and 0.50184.
  @Test(arguments: [
    (rate: 0.005, stepSize: 0.2, published: 0.403, sparse: 0.40729), (0.02, 0.2, 0.1505, 0.14445),
    (0.005, 1, 0.512, 0.50184),
  ])
  func chainsFallAsOftenAsTheyDid(
    rate: Double, stepSize: Double, published: Double, sparse: Double
  ) throws {
    let update = try TwoLevelTree(probability: 0.9, firstRate: rate).update(
      TwoLevelTree.single(0.5), stepSize: stepSize)
    let exact = try LogOddsChain(update).hittingProbability(of: 0.5, before: 0.99, tolerance: 3e-4)
    #expect(abs(exact.value - sparse) <= exact.error + 1e-4)
    let standardError = (exact.value * (1 - exact.value) / 4000).squareRoot()
    #expect(abs(exact.value - published) <= 4.5 * standardError)
  }
}
