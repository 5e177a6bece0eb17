import GSLNumerics

/// The least time in which a success rate gets from ρ₀ to ρ₁ under a budget, over all weights (results 3.1–3.3).
///
/// Mean-field dynamics dρ/dt = ω(ρ) m(ρ) with ω > 0 spend B = ∫ ω β dρ and take T = ∫ c/(ω m) dρ on a clock c. By
/// Cauchy–Schwarz
///
///     T B ≥ (∫ √(c β/m) dρ)²    with equality iff ω ∝ √(c/(m β)).
///
/// A time T·B is therefore a number of the problem and the weight's shape alone: its scale cancels.
public struct MinimumTime: Sendable {
  /// c.
  public let clock: Clock
  /// m.
  public let mobility: Mobility
  /// β.
  public let budget: BudgetMeasure
  /// ρ₀ and ρ₁.
  public let range: RateRange
  /// T*·B by quadrature, to 1e-12 relative.
  public let optimum: IntegralValue
  /// The closed form of T*·B; nil where none is known.
  public let closedForm: ClosedFormTime?
  /// ∫ √(c β/m) dρ.
  private let length: Double

  private static let relativeTolerance = 1e-12

  /// The problem, solved.
  ///
  /// - Throws: ``TheoryError`` where clock or mobility are not positive on the range, or the mobility was not measured on
  ///   all of it; `NumericsError` with the error that was achieved, where that is more than 1e-12.
  public init(clock: Clock, mobility: Mobility, budget: BudgetMeasure = .progress, range: RateRange) throws {
    self.clock = clock
    self.mobility = mobility
    self.budget = budget
    self.range = range
    closedForm = ClosedFormTime(clock: clock, mobility: mobility, budget: budget)
    let integral = try range.integral(relativeTolerance: Self.relativeTolerance) { position in
      let cost = try clock.cost(at: position) / mobility.logOddsMobility(at: position)
      return try (cost * budget.logOddsDensity(at: position, mobility: mobility)).squareRoot()
    }
    length = integral.value
    optimum = integral * integral
  }

  /// ω*(ρ) = √(c/(m β)) / ∫ √(c β/m), the optimal weight that spends a budget of 1.
  public var optimalWeight: RateWeight {
    RateWeight { [self] position in
      let budgetDensity = try budget.logOddsDensity(at: position, mobility: mobility)
      return try (costDensity(at: position) / budgetDensity).squareRoot() / length
    }
  }

  /// T·B of a weight: (∫ ω β dρ)(∫ c/(ω m) dρ).
  ///
  /// - Throws: ``TheoryError/notPositive(name:value:rate:)`` where the weight is not positive on the range; `NumericsError`
  ///   with the error that was achieved, where that is more than 1e-12 relative.
  public func time(of weight: RateWeight) throws -> IntegralValue {
    try budgetSpent(by: weight) * clockTime(of: weight)
  }

  /// B = ∫ ω β dρ.
  ///
  /// - Throws: as ``time(of:)``.
  public func budgetSpent(by weight: RateWeight) throws -> IntegralValue {
    try range.integral(relativeTolerance: Self.relativeTolerance) { position in
      try weight.value(at: position) * budget.logOddsDensity(at: position, mobility: mobility)
    }
  }

  /// T = ∫ c/(ω m) dρ, on the clock.
  ///
  /// - Throws: as ``time(of:)``.
  public func clockTime(of weight: RateWeight) throws -> IntegralValue {
    try range.integral(relativeTolerance: Self.relativeTolerance) { position in
      try costDensity(at: position) / weight.value(at: position)
    }
  }

  /// T·B of a weight over T*·B, at least 1 up to rounding.
  ///
  /// - Throws: as ``time(of:)``.
  public func ratio(of weight: RateWeight) throws -> Double {
    try time(of: weight).value / optimum.value
  }

  /// c/(m β ω), which takes exactly as long as ω: budget and time exchange their roles (result 3.2).
  public func dual(of weight: RateWeight) -> RateWeight {
    RateWeight { [self] position in
      try costDensity(at: position)
        / (budget.logOddsDensity(at: position, mobility: mobility) * weight.value(at: position))
    }
  }

  /// c/m · ρ(1 − ρ), the density of time over the log-odds under a weight of 1.
  func costDensity(at position: LogOdds) throws -> Double {
    try clock.cost(at: position) / mobility.logOddsMobility(at: position)
  }
}
