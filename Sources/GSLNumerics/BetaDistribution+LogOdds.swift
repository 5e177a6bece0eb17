import CGSL
import Foundation

/// The law of the log-odds z = log(x/(1 − x)) of a beta variable x.
///
/// Its density is log-concave for all shapes, and what shapes below 1 make singular at 0 and 1 are exponentials here;
/// x and 1 − x are both known to the last digits, and may be smaller than any number.
extension BetaDistribution {
  /// The density xᵅ (1 − x)ᵝ / B(α, β) of the log-odds.
  public func density(atLogOdds logOdds: Double) -> Double {
    let excess = log1p(exp(-abs(logOdds)))
    let logarithm = -alpha * (max(-logOdds, 0) + excess) - beta * (max(logOdds, 0) + excess)
    return exp(logarithm - Self.logBeta(alpha, beta))
  }

  /// P(Z ≤ z), as ``cumulativeProbability(at:)``; small values lose no digits.
  public func cumulativeProbability(atLogOdds logOdds: Double) -> Double {
    Self.lowerTail(at: logOdds, alpha, beta)
  }

  /// P(Z > z), as ``upperTailProbability(at:)``; small values lose no digits.
  public func upperTailProbability(atLogOdds logOdds: Double) -> Double {
    Self.lowerTail(at: -logOdds, beta, alpha)
  }

  /// Below minus this, the first term of the series of a tail, xᵅ/(α B(α, β)), is the tail to rounding.
  private static let remote = 80.0

  private static func lowerTail(at logOdds: Double, _ alpha: Double, _ beta: Double) -> Double {
    GSL.errorHandlerIsOff
    let odds = exp(-abs(logOdds))
    if logOdds < -remote { return exp(alpha * logOdds - log(alpha) - logBeta(alpha, beta)) }
    if logOdds > remote { return 1 - lowerTail(at: -logOdds, beta, alpha) }
    return logOdds < 0
      ? gsl_cdf_beta_P(odds / (1 + odds), alpha, beta) : gsl_cdf_beta_Q(odds / (1 + odds), beta, alpha)
  }

  private static func logBeta(_ alpha: Double, _ beta: Double) -> Double {
    GSL.errorHandlerIsOff
    return gsl_sf_lnbeta(alpha, beta)
  }
}
