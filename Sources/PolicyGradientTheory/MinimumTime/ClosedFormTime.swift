import Foundation

/// T*·B = (G(ρ₁) − G(ρ₀))² where the antiderivative G of √(c β/m) is known.
///
/// With c = ρ⁻ᵃ and β/m = (ρ(1 − ρ))⁻ᵏ it is known for a = 0, 1 and k = 1, 2, 3, 4, which are all pairs of the regular and the
/// effective clock with natural and vanilla mobility, under every budget. With q = 1 − ρ:
///
///     a   k   G
///     0   1   2 asin √ρ
///     1   1   −2 artanh √q
///     0   2   log(ρ/q)
///     1   2   2 artanh √ρ − 2/√ρ
///     0   3   2(ρ − q)/√(ρq)
///     1   3   2/√q − 3 artanh √q − √q/ρ
///     0   4   1/q − 1/ρ + 2 log(ρ/q)
///     1   4   5 artanh √ρ + √ρ/q − 4/√ρ − 2/(3ρ√ρ)
public enum ClosedFormTime: String, CaseIterable, Sendable {
  /// Regular clock, natural mobility: the Fisher–Rao angle.
  case angle = "2 asin √ρ"
  /// Effective clock, natural mobility.
  case effectiveAngle = "−2 artanh √(1−ρ)"
  /// Regular clock, vanilla mobility; or natural mobility and a budget of log-odds or squared weight.
  case logOdds = "log(ρ/(1−ρ))"
  /// The same on the effective clock.
  case effectiveLogOdds = "2 artanh √ρ − 2/√ρ"
  /// Regular clock, vanilla mobility, a budget of log-odds.
  case thirdPower = "2(2ρ−1)/√(ρ(1−ρ))"
  /// The same on the effective clock.
  case effectiveThirdPower = "2/√(1−ρ) − 3 artanh √(1−ρ) − √(1−ρ)/ρ"
  /// Regular clock, vanilla mobility, a budget of squared weight.
  case fourthPower = "1/(1−ρ) − 1/ρ + 2 log(ρ/(1−ρ))"
  /// The same on the effective clock.
  case effectiveFourthPower = "5 artanh √ρ + √ρ/(1−ρ) − 4/√ρ − 2/(3ρ√ρ)"

  /// The closed form of a problem; nil where none is known.
  init?(clock: Clock, mobility: Mobility, budget: BudgetMeasure) {
    let power: Int
    switch (mobility, budget) {
    case (.natural, .progress): power = 1
    case (.natural, .logOdds), (.natural, .squaredWeight), (.vanilla, .progress): power = 2
    case (.vanilla, .logOdds): power = 3
    case (.vanilla, .squaredWeight): power = 4
    case (.measured, _): return nil
    }
    switch clock {
    case .regular: self = [.angle, .logOdds, .thirdPower, .fourthPower][power - 1]
    case .effective:
      self = [.effectiveAngle, .effectiveLogOdds, .effectiveThirdPower, .effectiveFourthPower][power - 1]
    case .informative, .custom: return nil
    }
  }

  /// G, up to a constant, as a formula of ρ.
  public var antiderivativeFormula: String { rawValue }

  /// T*·B.
  ///
  /// What G(ρ₁) − G(ρ₀) loses by cancellation on a short range is lost here, too.
  public func time(over range: RateRange) -> Double {
    let difference =
      antiderivative(LogOdds(rate: range.target)) - antiderivative(LogOdds(rate: range.start))
    return difference * difference
  }

  private func antiderivative(_ position: LogOdds) -> Double {
    let (rate, failure) = (position.rate, position.failureRate)
    let (root, failureRoot) = (rate.squareRoot(), failure.squareRoot())
    // artanh √ρ = log((1 + √ρ)/√(1 − ρ)), without the difference 1 − √ρ.
    let artanh = log1p(root) - log(failure) / 2
    let failureArtanh = log1p(failureRoot) - log(rate) / 2
    switch self {
    case .angle: return 2 * atan2(root, failureRoot)
    case .effectiveAngle: return -2 * failureArtanh
    case .logOdds: return position.value
    case .effectiveLogOdds: return 2 * artanh - 2 / root
    case .thirdPower: return 2 * (rate - failure) / (root * failureRoot)
    case .effectiveThirdPower: return 2 / failureRoot - 3 * failureArtanh - failureRoot / rate
    case .fourthPower: return 1 / failure - 1 / rate + 2 * position.value
    case .effectiveFourthPower:
      return 5 * artanh + root / failure - 4 / root - 2 / (3 * rate * root)
    }
  }
}
