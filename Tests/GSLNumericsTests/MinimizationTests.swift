import GSLNumerics
import Testing

@Suite("Minima of several variables")
struct MinimizationTests {
  /// Rosenbrock's valley from its usual start; where the gradient is below 1e-8, the point is within 1e-8 over the least
  /// curvature, 0.4, of (1, 1).
  @Test func theValleyOfRosenbrockEndsAtItsMinimum() throws {
    let found = try Minimization.minimum(
      of: { point in
        let (x, y) = (point[0], point[1])
        return (
          (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
          [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
        )
      }, from: [-1.2, 1], gradientTolerance: 1e-8)
    #expect(found.point.allSatisfy { abs($0 - 1) <= 1e-8 / 0.39 })
    #expect(found.value <= 1e-15)
  }

  @Test func aFunctionWithoutAMinimumIsRefused() {
    let error = #expect(throws: NumericsError.self) {
      try Minimization.minimum(of: { ($0[0], [1]) }, from: [0], gradientTolerance: 0.5)
    }
    #expect(
      error?.description.hasPrefix("the gradient at the best point has length 1.0 where 0.5 was asked for")
        == true)
  }

  @Test(arguments: [(0.0, 1.0), (1, .infinity), (.nan, 1)])
  func shapesOutOfRangeAreRefused(alpha: Double, beta: Double) {
    #expect(throws: NumericsError.self) { try BetaDistribution(alpha: alpha, beta: beta) }
  }

  @Test func countsOutsideTheTrialsAreImpossible() throws {
    let counts = try BetaBinomialDistribution(trials: 3, rates: BetaDistribution(alpha: 1, beta: 1))
    #expect([-1, 4].map { counts.logProbability(of: $0) } == [-.infinity, -.infinity])
    // A uniform rate makes all counts equally likely; each is a sum of six rounded terms.
    #expect(counts.probabilities.allSatisfy { abs($0 - 0.25) <= 6 * 0.25 * 0x1p-52 })
    #expect(throws: NumericsError.self) {
      try BetaBinomialDistribution(trials: -1, rates: BetaDistribution(alpha: 1, beta: 1))
    }
  }
}
