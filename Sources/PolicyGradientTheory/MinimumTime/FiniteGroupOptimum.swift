import GSLNumerics

/// The best weight that a group of n rollouts can have (result 3.5): the polynomial Ω of degree n − 1 of least T·B.
///
/// F = ∫ c/(Ω m) + ∫ Ω β is convex in the polynomial, and at its minimum T·B = (F/2)². It is minimised by Newton steps over
/// all polynomials that are positive on the range, or over those with Bernstein coefficients w_j ≥ 0, by a primal-dual
/// interior-point method. A group with centred advantages reaches what a general group of one rollout less does.
///
/// **Certificate.** For a candidate Ω with D = ∫ c/(Ω m) and every admissible polynomial p, convexity gives
///
///     T·B of p ≥ D² / λ    with λ = max_p (∫ c p/(Ω² m)) / (∫ β p).
///
/// Over w ≥ 0 the maximum is over the Bernstein polynomials. Over p > 0 on the range it is the largest eigenvalue of two
/// symmetric matrices, because such p are sums of squares times 1 and (ρ − ρ₀)(ρ₁ − ρ), or ρ − ρ₀ and ρ₁ − ρ (Markov and
/// Lukács). No search can be better than the bound, and it meets the optimum. It is taken on two quadratures, and less by what
/// they disagree about; the time is that of an adaptive one.
public struct FiniteGroupOptimum: Sendable {
  /// n.
  public let groupSize: Int
  /// Whether only weights with w_j ≥ 0 were admitted.
  public let nonNegative: Bool
  /// T·B of the weight that was found, by ``MinimumTime/time(of:)``.
  public let time: Double
  /// T·B of every admissible weight is at least this.
  public let lowerBound: Double
  /// The weight that was found, of a budget of 1.
  public let weight: RateWeight
  /// w_0, …, w_{n−1} of the weight that was found, its largest magnitude 1.
  ///
  /// Without w_j ≥ 0 they alternate in sign and grow ill-conditioned with n: compare times instead. Nil for free weights of
  /// more than ``largestListedGroup`` rollouts.
  public let bernsteinCoefficients: [Double]?

  /// The largest group that is optimised.
  public static let largestGroup = 64
  /// The largest group whose free coefficients are listed.
  public static let largestListedGroup = 16

  /// Panels of the quadrature to a unit of log-odds, until the gap is small enough: more where clock or mobility have kinks.
  private static let refinements = [2, 8, 32]
  /// The gap at which the quadrature is fine enough, and the one beyond which there is no answer.
  private static let (smallGap, largestGap) = (1e-9, 1e-6)

  /// Solves the problem for groups of n.
  ///
  /// - Throws: ``TheoryError/notAGroupSize(value:largest:)`` unless 1 ≤ n ≤ 64;
  ///   ``TheoryError/vanishingPolynomials(groupSize:)`` where polynomials underflow on the range;
  ///   `NumericsError.optimumNotConverged(gap:asked:)` with the gap that was achieved, where it is above 1e-6.
  public init(of problem: MinimumTime, groupSize: Int, nonNegative: Bool) throws {
    guard (1...Self.largestGroup).contains(groupSize) else {
      throw TheoryError.notAGroupSize(value: groupSize, largest: Self.largestGroup)
    }
    var best: FiniteGroupOptimum?
    for panelsPerUnit in Self.refinements {
      let optimum: FiniteGroupOptimum
      do {
        optimum = try FiniteGroupOptimum(
          of: problem, groupSize: groupSize, nonNegative: nonNegative, panelsPerUnit: panelsPerUnit)
      } catch TheoryError.notPositive {
        // Positive at all nodes, but not between them: more nodes are needed.
        continue
      }
      if abs(optimum.gap) < abs(best?.gap ?? .infinity) { best = optimum }
      if abs(optimum.gap) <= Self.smallGap { break }
    }
    guard let best, abs(best.gap) <= Self.largestGap else {
      throw NumericsError.optimumNotConverged(gap: best?.gap ?? .infinity, asked: Self.largestGap)
    }
    self = best
  }

  private init(of problem: MinimumTime, groupSize: Int, nonNegative: Bool, panelsPerUnit: Int) throws {
    self.groupSize = groupSize
    self.nonNegative = nonNegative
    // Two nodes at least for every coefficient.
    let least = (groupSize + 15) / 16
    let grid = try MinimumTimeGrid(problem, panelsPerUnit: panelsPerUnit, atLeast: least)
    let other = try MinimumTimeGrid(problem, panelsPerUnit: 3 * panelsPerUnit, atLeast: 3 * least)
    let bounds: (Double, Double)
    if nonNegative {
      let search = try BernsteinSearch(grid, count: groupSize)
      let polynomial = BernsteinPolynomial(coefficients: search.coefficients)
      weight = RateWeight { polynomial.value(at: $0.rate) }
      bernsteinCoefficients = Self.scaled(search.coefficients)
      bounds = (search.lowerBound, try BernsteinSearch.lowerBound(on: other, of: polynomial))
    } else {
      let search = try FreePolynomialSearch(grid, count: groupSize)
      weight = RateWeight { search.value(at: $0.rate) }
      bernsteinCoefficients =
        groupSize <= Self.largestListedGroup
        ? try search.bernsteinCoefficients(over: problem.range).map(Self.scaled) : nil
      bounds = (search.lowerBound, search.lowerBound(on: other))
    }
    time = try problem.time(of: weight).value
    // What two quadratures disagree about is no bound.
    lowerBound = min(bounds.0, bounds.1) - abs(bounds.0 - bounds.1)
  }

  /// T·B over its lower bound, minus 1: no admissible weight is faster by more than this share.
  public var gap: Double { time / lowerBound - 1 }

  private static func scaled(_ coefficients: [Double]) -> [Double] {
    let largest = coefficients.map(abs).max() ?? 1
    return coefficients.map { $0 / largest }
  }
}
