import CGSL

/// The standard normal distribution.
public enum NormalDistribution {
  /// Φ(x) = P(Z ≤ x) (GSL, gsl_cdf_ugaussian_P); small values lose no digits, 0 and 1 at −∞ and ∞.
  public static func cumulativeProbability(at x: Double) -> Double {
    GSL.errorHandlerIsOff
    return gsl_cdf_ugaussian_P(x)
  }
}
