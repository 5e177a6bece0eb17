import GSLNumerics
import Populations
import Testing

@Suite("Mixtures of beta distributions")
struct BetaMixtureTests {
  static func relativeError(_ observed: Double, _ expected: Double) -> Double {
    abs(observed - expected) / abs(expected)
  }

  @Test func everyReferenceIsRead() { #expect(MixtureReference.all.count == 3) }

  /// GSL's incomplete beta function is the least exact part: 1e-12.
  @Test(arguments: MixtureReference.all)
  func everyQuantityHasItsReferenceValue(reference: MixtureReference) throws {
    let mixture = try BetaMixture(parsing: reference.mixture)
    #expect(Self.relativeError(mixture.mean, reference.mean.value) <= 1e-15)
    for point in reference.points.map({ $0.map(\.value) }) {
      #expect(Self.relativeError(mixture.density(at: point[0]), point[1]) <= 1e-12)
      #expect(Self.relativeError(mixture.cumulativeProbability(at: point[0]), point[2]) <= 1e-12)
      #expect(Self.relativeError(mixture.upperTailProbability(at: point[0]), point[3]) <= 1e-12)
    }
    for pair in reference.quantiles.map({ $0.map(\.value) }) {
      #expect(Self.relativeError(mixture.quantile(pair[0]), pair[1]) <= 1e-11)
    }
    for entry in reference.posteriorMeans.map({ $0.map(\.value) }) {
      let mean = mixture.posteriorMean(successes: Int(entry[0]), attempts: Int(entry[1]))
      #expect(Self.relativeError(mean, entry[2]) <= 1e-13)
    }
    let probabilities = mixture.countProbabilities(trials: 8)
    for entry in reference.counts.map({ $0.map(\.value) }) {
      #expect(Self.relativeError(probabilities[Int(entry[0])], entry[2]) <= 1e-13)
    }
    let observations = try MixtureReference.observations()
    #expect(
      Self.relativeError(mixture.logLikelihood(of: observations), reference.logLikelihood.value) <= 1e-13)
  }

  static let texts = MixtureReference.all.map(\.mixture) + ["beta(0.02,0.5)", "beta(3000,1000)"]

  @Test(arguments: texts)
  func quantilesInvertTheCumulativeProbability(text: String) throws {
    let mixture = try BetaMixture(parsing: text)
    for share in stride(from: 0.01, to: 1, by: 0.07) {
      #expect(Self.relativeError(mixture.cumulativeProbability(at: mixture.quantile(share)), share) <= 1e-11)
    }
  }

  @Test(arguments: [
    ("beta(2,5)", "beta(5,2)"), ("0.3*beta(0.4,3)+0.7*beta(2,1)", "0.3*beta(3,0.4)+0.7*beta(1,2)"),
  ])
  func exchangedShapesExchangeSuccessAndFailure(text: String, mirrored: String) throws {
    let mixture = try BetaMixture(parsing: text)
    let mirror = try BetaMixture(parsing: mirrored)
    for rate in [0.0625, 0.25, 0.5, 0.9375] {
      #expect(
        Self.relativeError(mixture.cumulativeProbability(at: rate), mirror.upperTailProbability(at: 1 - rate))
          <= 1e-13)
    }
    for (count, probability) in mixture.countProbabilities(trials: 7).enumerated() {
      #expect(Self.relativeError(probability, mirror.countProbabilities(trials: 7)[7 - count]) <= 1e-13)
      let mean = mixture.posteriorMean(successes: count, attempts: 7)
      #expect(Self.relativeError(1 - mean, mirror.posteriorMean(successes: 7 - count, attempts: 7)) <= 1e-13)
    }
  }

  /// Without attempts nothing is learnt; with m attempts the posterior mean is within (α + β)/m of k/m.
  @Test func thePosteriorMeanGoesFromThePopulationToTheData() throws {
    let mixture = try BetaMixture(parsing: "0.7*beta(1,9)+0.3*beta(6,2)")
    #expect(Self.relativeError(mixture.posteriorMean(successes: 0, attempts: 0), mixture.mean) <= 1e-15)
    for attempts in [100, 1000] {
      let mean = mixture.posteriorMean(successes: attempts / 4, attempts: attempts)
      #expect(abs(mean - 0.25) <= 10 / Double(attempts))
    }
  }

  @Test func thePopulationHasTheMixturesMean() throws {
    let mixture = try BetaMixture(parsing: "0.7*beta(1,9)+0.3*beta(6,2)")
    let population = try mixture.population(count: 1000)
    #expect(population.rates == population.rates.sorted())
    // The midpoint rule on a quantile function with a jump of its slope: half a cell of the largest gap, 1/2000.
    #expect(abs(population.meanRate - mixture.mean) <= 1.0 / 2000)
    #expect(throws: PopulationError.empty) { try mixture.population(count: 0) }
    // Quantiles beyond the reach of numbers stay inside.
    #expect(try BetaMixture(parsing: "beta(0.001,0.001)").population(count: 10).rates.count == 10)
  }

  @Test(arguments: [
    ("beta(2,5)", "beta(2,5)"),
    (" 0.25 * Beta(1e+2, 9) + 0.75*beta(6,2.5)", "0.25*beta(100,9)+0.75*beta(6,2.5)"),
  ])
  func textIsReadAndWritten(text: String, written: String) throws {
    #expect(try BetaMixture(parsing: text).description == written)
  }

  @Test(arguments: [
    ("", "component 1 of the mixture is \"\"; write it as in 0.7*beta(1,9)"),
    ("beta(2)", "component 1 of the mixture is \"beta(2)\"; write it as in 0.7*beta(1,9)"),
    (
      "0.5*beta(1,2)+gamma(1,2)", "component 2 of the mixture is \"gamma(1,2)\"; write it as in 0.7*beta(1,9)"
    ),
    ("0.5*beta(1,2)", "the weights of the mixture sum to 0.5; they must sum to 1"),
    ("1.5*beta(1,2)+-0.5*beta(2,1)", "the weight of component 2 is -0.5; it must be above 0"),
    ("beta(0,1)", "a shape of component 1 is 0.0; it must be between 0.001 and 1000000"),
    ("beta(1,inf)", "a shape of component 1 is inf; it must be between 0.001 and 1000000"),
  ])
  func whatIsNoMixtureIsNamed(text: String, message: String) {
    let error = #expect(throws: BetaMixtureError.self) { try BetaMixture(parsing: text) }
    #expect(error?.description == message)
  }

  @Test func aMixtureNeedsAComponent() {
    #expect(throws: BetaMixtureError.empty) { try BetaMixture(components: []) }
  }
}
