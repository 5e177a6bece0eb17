import Algorithms

/// A probability as a fraction of 10¹⁷, for deciding signs; one below 10⁻¹⁷ counts as that, one closer to 1 likewise.
struct ExactProbability {
  let numerator: Int128
  let denominator: Int128

  /// The probability as it is written, rounded to 17 decimals.
  ///
  /// - Precondition: between 0 and 1.
  init(_ probability: Double) {
    let exact = Fraction(written: probability)
    if exact.isExact {
      numerator = exact.numerator
      denominator = exact.denominator
      return
    }
    let scale = 1e17
    denominator = Int128(scale)
    numerator = min(max(Int128((probability * scale).rounded()), 1), Int128(scale) - 1)
  }
}
