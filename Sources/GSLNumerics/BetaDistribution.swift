import CGSL

/// The beta distribution on [0, 1], with density x^(α−1) (1 − x)^(β−1) / B(α, β).
public struct BetaDistribution: Hashable, Sendable {
  /// α > 0.
  public let alpha: Double
  /// β > 0.
  public let beta: Double

  /// The distribution of these shapes.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless both are finite and above 0.
  public init(alpha: Double, beta: Double) throws {
    for (argument, value) in [("alpha", alpha), ("beta", beta)] where !(value > 0 && value.isFinite) {
      throw NumericsError.outOfRange(argument: argument, value: value, legal: "a finite number above 0")
    }
    self.alpha = alpha
    self.beta = beta
  }

  /// α/(α + β).
  public var mean: Double { alpha / (alpha + beta) }

  /// Beta(α + 1, β): E[X f(X)] is the mean times E f under it.
  public var raised: BetaDistribution { BetaDistribution(raising: self) }

  private init(raising lower: BetaDistribution) {
    alpha = lower.alpha + 1
    beta = lower.beta
  }

  /// The density at x (GSL, gsl_ran_beta_pdf); 0 outside [0, 1], infinite at an end whose shape is below 1.
  public func density(at x: Double) -> Double {
    GSL.errorHandlerIsOff
    return gsl_ran_beta_pdf(x, alpha, beta)
  }

  /// P(X ≤ x), the regularised incomplete beta function (GSL, gsl_cdf_beta_P); 0 below 0, 1 above 1.
  ///
  /// The relative error is that of GSL, about 1e-13 for moderate shapes; small values lose no digits.
  public func cumulativeProbability(at x: Double) -> Double {
    GSL.errorHandlerIsOff
    return gsl_cdf_beta_P(x, alpha, beta)
  }

  /// The x with P(X ≤ x) = p (GSL, gsl_cdf_beta_Pinv).
  ///
  /// - Precondition: 0 ≤ p ≤ 1.
  public func quantile(_ probability: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "a quantile is asked for between 0 and 1")
    GSL.errorHandlerIsOff
    return gsl_cdf_beta_Pinv(probability, alpha, beta)
  }

  /// P(X > x) (GSL, gsl_cdf_beta_Q); small values lose no digits.
  public func upperTailProbability(at x: Double) -> Double {
    GSL.errorHandlerIsOff
    return gsl_cdf_beta_Q(x, alpha, beta)
  }
}
