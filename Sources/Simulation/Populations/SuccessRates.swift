import Foundation

/// σ(z) and 1 − σ(z), both to a relative error of a few ulps at every z.
@inline(__always)
func successRates(ofLogit logit: Double) -> (success: Double, failure: Double) {
  let odds = exp(-abs(logit))
  let likely = 1 / (1 + odds)
  let unlikely = odds * likely
  return logit >= 0 ? (likely, unlikely) : (unlikely, likely)
}
