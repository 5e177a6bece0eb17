import GSLNumerics

/// Negative token filtering by a threshold: a token of a failure is penalised where its probability is at most τ
/// (result 4.7).
///
/// As a test of tokens it has the curve (I_τ(α₁ + 1, β₁), I_τ(α₀ + 1, β₀)) of good and bad tokens that stay penalised.
/// Where q says nothing of the class the curve is the diagonal, and the filter only penalises less.
public struct ThresholdRule: Sendable {
  /// The tokens.
  public let population: FilterPopulation

  /// The rule for some tokens.
  public init(_ population: FilterPopulation) {
    self.population = population
  }

  /// What the threshold τ leaves: (0, 0) at τ = 0, positives only; (1, 1) at τ = 1, no filter.
  ///
  /// - Throws: ``FilterError/outOfRange(name:value:legal:)`` unless 0 ≤ τ ≤ 1.
  public func point(at threshold: Double) throws -> FilterOperatingPoint {
    let threshold = try checkedShare(threshold, of: "the threshold")
    return FilterOperatingPoint(
      falsePositiveRate: population.goodInFailures.cumulativeProbability(at: threshold),
      truePositiveRate: population.badInFailures.cumulativeProbability(at: threshold))
  }

  /// P(q_bad < q_good) for one bad and one good token of failures: the area under the curve.
  ///
  /// By quadrature, with an error below 1e-13; that of GSL's incomplete beta function is 1e-12 for shapes up to a few
  /// hundred, and 2e-11 at 10 000.
  ///
  /// - Throws: `NumericsError` where the area is not found to 1e-13.
  public func areaUnderCurve() throws -> Double {
    let bad = population.badInFailures
    return try FailedTokenMeans(population).means {
      [bad.cumulativeProbability(atLogOdds: $0)]
    }.good[0]
  }
}
