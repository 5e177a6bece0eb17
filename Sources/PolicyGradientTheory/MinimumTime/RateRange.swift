import GSLNumerics

/// Where a success rate starts and where it is to go, 0 < ρ₀ < ρ₁ < 1.
public struct RateRange: Hashable, Sendable {
  /// ρ₀.
  public let start: Double
  /// ρ₁.
  public let target: Double

  /// A range of success rates.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 < `start` < `target` < 1. At 0 and at 1 nothing is left
  ///   to learn from: all rewards are equal, and every weight takes forever or has no limit.
  public init(from start: Double, to target: Double) throws {
    for (name, rate) in [("the starting success rate", start), ("the target success rate", target)]
    where !(rate > 0 && rate < 1) {
      throw TheoryError.notARate(name: name, value: rate, legal: "between 0 and 1, both excluded")
    }
    guard start < target else {
      throw TheoryError.notARate(
        name: "the target success rate", value: target, legal: "above the starting success rate, \(start)")
    }
    self.start = start
    self.target = target
  }

  /// ∫ f(ρ) dρ over the range, as ∫ f(ρ) ρ(1 − ρ) dx over the log-odds x, in which poles at 0 and 1 are exponentials.
  ///
  /// - Parameters:
  ///   - relativeTolerance: of the integral.
  ///   - integrand: f(ρ) ρ(1 − ρ) at the log-odds.
  /// - Throws: `NumericsError` with the error that was achieved, where that is more than the tolerance; the integrand's
  ///   error.
  func integral(
    relativeTolerance: Double, ofDensity integrand: (LogOdds) throws -> Double
  ) throws -> IntegralValue {
    let (value, error) = try Quadrature.integral(
      from: LogOdds(rate: start).value, to: LogOdds(rate: target).value,
      relativeTolerance: relativeTolerance
    ) { try integrand(LogOdds($0)) }
    return IntegralValue(value: value, error: error)
  }
}
