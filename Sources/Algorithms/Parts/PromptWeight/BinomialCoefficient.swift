import Foundation

/// The binomial coefficient of a real a and an integer b ≥ 0.
///
///     C(a, b) = a (a − 1) ⋯ (a − b + 1) / b!
///
/// Exact where a is an integer and the value is at most 2⁵³ / b; to 1e-12 relative for b, or for an integer a also
/// a − b, up to 1000. Beyond, it is taken from the logarithms of Γ, with a relative error of about 1e-16 a log a.
///
/// Edge cases. C(a, b) = 0 for integers 0 ≤ a < b, as for the draws of b failures from a group that has fewer. A b
/// that misses an integer by less than 1e-9 counts as that integer. It is not a number where b is negative or no
/// integer, or where b is above 1000 and a, no integer or negative, is below b.
func binomialCoefficient(_ a: Double, _ b: Double) -> Double {
  let integer = b.rounded()
  guard integer >= 0 && abs(b - integer) < 1e-9 else { return .nan }
  let aIsCount = a >= 0 && a == a.rounded() && a.isFinite
  if aIsCount && a < integer { return 0 }
  let factors = aIsCount ? min(integer, a - integer) : integer
  if factors > 1000 {
    // C(2 b, b) ≥ 2ᵇ.
    return a >= 2 * factors ? .infinity : binomialCoefficientFromLogarithms(a, factors)
  }
  var product = 1.0
  for step in stride(from: 1, through: factors, by: 1) {
    // Either order of the factors has the same product; this one never overflows before the value does.
    let factor = a >= factors ? a - factors + step : a - (step - 1)
    // Multiplied first, integers stay integers.
    product = abs(product * factor) < 0x1p53 ? product * factor / step : product * (factor / step)
  }
  return product
}

private func binomialCoefficientFromLogarithms(_ a: Double, _ b: Double) -> Double {
  guard a >= b else { return .nan }
  let logarithms: [Double] = [lgamma(a + 1), lgamma(b + 1), lgamma(a - b + 1)]
  return exp(logarithms[0] - logarithms[1] - logarithms[2])
}
