import GSLNumerics
import Populations
import RandomStreams
import Testing

@Suite("Fitting a mixture to successes and attempts")
struct BetaMixtureFitTests {
  static func sample(_ text: String, prompts: Int, attempts: (Int) -> Int, seed: UInt64) throws -> ProbeCounts
  {
    let mixture = try BetaMixture(parsing: text)
    var stream = StreamPath(seed: seed)["fit"].stream()
    return try ProbeCounts(
      (0..<prompts).map { prompt in
        let rate = mixture.quantile(max(stream.uniform(), 0x1p-53))
        let size = attempts(prompt)
        return ((0..<size).reduce(0) { sum, _ in sum + (stream.uniform() < rate ? 1 : 0) }, size)
      })
  }

  /// Against what chance allows.
  ///
  /// Twice the log-likelihood ratio of the fit to the truth is χ² with as many degrees of freedom as free numbers: 2, 5, 8.
  /// Its quantiles at 99.99 % are 18.4, 25.7 and 31.8. Every number computed from the fit lies within 4 bootstrap standard
  /// errors of the truth, a normal probability of 99.99 %.
  @Test(arguments: [
    ("beta(2,5)", 1, 18.4), ("0.7*beta(1,9)+0.3*beta(6,2)", 2, 25.7),
    ("0.4*beta(0.3,8)+0.3*beta(20,20)+0.3*beta(9,0.5)", 3, 31.8),
  ])
  func aKnownMixtureIsRecovered(text: String, componentCount: Int, quantile: Double) throws {
    let truth = try BetaMixture(parsing: text)
    let counts = try Self.sample(text, prompts: 20_000, attempts: { [8, 16, 32][$0 % 3] }, seed: 3)
    let fit = try BetaMixtureFit(to: counts)
    #expect(fit.mixture.components.count == componentCount)
    #expect(
      BetaMixtureTests.relativeError(fit.logLikelihood, fit.mixture.logLikelihood(of: counts)) <= 1e-11)
    let ratio = 2 * (fit.logLikelihood - truth.logLikelihood(of: counts))
    #expect(ratio >= 0 && ratio <= quantile, "\(ratio)")
    let bootstrap = try fit.bootstrap(replicates: 50, path: StreamPath(seed: 1))
    let functionals: [(BetaMixture) -> Double] = [
      \.mean, { $0.countProbabilities(trials: 8)[0] }, { $0.countProbabilities(trials: 8)[8] },
      { $0.cumulativeProbability(at: 0.1) },
    ]
    for functional in functionals {
      let values = bootstrap.map { functional($0.mixture) }
      let mean = values.reduce(0, +) / 50
      let standardError = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49).squareRoot()
      #expect(abs(functional(fit.mixture) - functional(truth)) <= 4 * standardError)
    }
  }

  /// Intervals of the dead share in groups of 8 cover the truth in at least 14 of 20 populations of 60 prompts.
  ///
  /// At a coverage of 95 % fewer have a probability of 3e-5, by the binomial distribution.
  @Test func intervalsOfAMixtureCoverItsDeadShare() throws {
    let text = "0.7*beta(1,9)+0.3*beta(6,2)"
    func dead(_ mixture: BetaMixture) -> Double {
      let probabilities = mixture.countProbabilities(trials: 8)
      return probabilities[0] + probabilities[8]
    }
    let truth = dead(try BetaMixture(parsing: text))
    let covered = try (0..<20).count { run in
      let counts = try Self.sample(text, prompts: 60, attempts: { _ in 8 }, seed: 100 + UInt64(run))
      // The 2.5th and the 97.5th percentile of 41 are the second from each end.
      let values = try BetaMixtureFit(to: counts).bootstrap(replicates: 41, path: StreamPath(seed: 1))
        .map { dead($0.mixture) }.sorted()
      return values[1] <= truth && truth <= values[39]
    }
    #expect(covered >= 14, "\(covered)")
  }

  @Test func theSamePathGivesTheSameBootstrap() throws {
    let counts = try Self.sample("beta(1,3)", prompts: 60, attempts: { _ in 8 }, seed: 5)
    let fit = try BetaMixtureFit(to: counts)
    let runs = try [7, 7, 8].map { seed in
      try fit.bootstrap(replicates: 3, path: StreamPath(seed: seed)).map(\.mixture)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  /// With two attempts the two moments of a beta distribution fit the three frequencies 1/3, 1/3, 1/3 exactly: beta(1, 1).
  @Test func aUniformPopulationIsFoundExactly() throws {
    let counts = try ProbeCounts((0..<300).map { ($0 % 3, 2) })
    let mixture = try BetaMixtureFit(to: counts).mixture
    #expect(mixture.components.count == 1)
    // The gradient's tolerance, 1e-6, over the curvature of the likelihood, which is above 0.01 here.
    for shape in [mixture.components[0].rates.alpha, mixture.components[0].rates.beta] {
      #expect(abs(shape - 1) <= 1e-6 / 0.01)
    }
  }

  /// Data without any spread, and data without a middle, end at the bounds of the shapes and still converge.
  @Test(arguments: [
    [(8, 8, 50)], [(0, 8, 50)], [(4, 8, 50)], [(0, 8, 50), (8, 8, 50)], [(0, 1, 30), (1, 1, 20), (1, 2, 1)],
    [(0, 4, 1)], [(0, 16, 999), (16, 16, 1)], [(100, 4096, 5), (4000, 4096, 5)],
  ])
  func degenerateDataConverge(numbers: [(Int, Int, Int)]) throws {
    let counts = try ProbeCounts(numbers.flatMap { Array(repeating: ($0.0, $0.1), count: $0.2) })
    let fit = try BetaMixtureFit(to: counts)
    for component in fit.mixture.components {
      #expect((1e-2...1e4).contains(component.rates.alpha) && (1e-2...1e4).contains(component.rates.beta))
    }
    #expect(try fit.bootstrap(replicates: 20, path: StreamPath(seed: 2)).count == 20)
  }

  @Test func oneAttemptShowsNoSpread() throws {
    let counts = try ProbeCounts([(0, 1), (1, 1)])
    let error = #expect(throws: PopulationError.self) { try BetaMixtureFit(to: counts) }
    #expect(
      error?.description
        == "no prompt has more than 1 attempt; a spread of success rates shows only where a prompt is attempted at least twice"
    )
  }

  @Test func equalPromptsAreCountedOnce() throws {
    let counts = try ProbeCounts([(1, 4), (0, 8), (1, 4)])
    #expect(counts.promptCount == 3)
    #expect(counts.pairs.map { [$0.successes, $0.attempts, $0.prompts] } == [[1, 4, 2], [0, 8, 1]])
    #expect(counts.share { $0.successes == 0 } == 1.0 / 3)
  }

  @Test(
    arguments: [
      ([(1, 2), (1, 0)], "the attempts of prompt 2 are 0; they must be between 1 and 4096"),
      ([(3, 2)], "the successes of prompt 1 are 3; they must be between 0 and its 2 attempts"),
      ([], "there are no success rates; give at least one"),
    ] as [([(Int, Int)], String)])
  func whatAreNoCountsIsRefused(prompts: [(Int, Int)], message: String) {
    let error = #expect(throws: PopulationError.self) { try ProbeCounts(prompts) }
    #expect(error?.description == message)
  }
}
