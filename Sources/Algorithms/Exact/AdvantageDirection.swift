/// Two integers with the signs of A(1, k) and A(0, k) and, where a group has both outcomes, in their ratio.
///
/// Sums X A(1, k) + Y A(0, k) of whole numbers X, Y are exactly 0 for many groups; rounding would give them a sign, and
/// make a probability of .157 one of .19. These integers decide.
package struct AdvantageDirection: Hashable, Sendable {
  /// A positive multiple of A(1, k).
  package let success: Int128
  /// The same multiple of A(0, k).
  package let failure: Int128

  /// The sign of A(1, k).
  package var successSign: Int { success > 0 ? 1 : success < 0 ? -1 : 0 }

  /// The sign of A(0, k).
  package var failureSign: Int { failure > 0 ? 1 : failure < 0 ? -1 : 0 }

  /// Whether signs and ratio are those of exact fractions.
  package let isExact: Bool

  /// The largest magnitude, 10¹⁷, so that sums over 4096 rollouts times a probability of 17 decimals fit into 128 bits.
  package static let limit: Int128 = 100_000_000_000_000_000

  /// The direction of exact fractions; nil where one is out of reach or too long.
  init?(success: Fraction, failure: Fraction) {
    guard success.isExact, failure.isExact else { return nil }
    guard failure.numerator != 0 else {
      self.init(success: Int128(success.signum), failure: 0, isExact: true)
      return
    }
    let ratio = success / failure
    guard ratio.isExact, abs(ratio.numerator) <= Self.limit, ratio.denominator <= Self.limit else {
      return nil
    }
    let sign = Int128(failure.signum)
    self.init(success: sign * ratio.numerator, failure: sign * ratio.denominator, isExact: true)
  }

  /// The direction of advantages that are no fractions, to twelve digits.
  ///
  /// A ratio that is a quotient of success counts up to 4096 to twelve digits is taken to be that quotient, so that whole
  /// numbers of rollouts cancel where they should.
  ///
  /// - Parameter residue: what rounding may have left of an advantage that is 0.
  init(rounding success: Double, _ failure: Double, residue: Double) {
    let scale = max(abs(success), abs(failure))
    let digits = 1e12
    func integer(_ advantage: Double) -> Int128 {
      guard abs(advantage) > residue else { return 0 }
      let rounded = Int128((advantage / scale * digits).rounded())
      return rounded != 0 ? rounded : advantage < 0 ? -1 : 1
    }
    let (first, second) = (integer(success), integer(failure))
    guard first != 0, second != 0, let ratio = Self.quotientOfCounts(abs(success / failure)) else {
      self.init(success: first, failure: second, isExact: residue == 0 && (first == 0 || second == 0))
      return
    }
    self.init(
      success: (first < 0 ? -1 : 1) * ratio.numerator, failure: (second < 0 ? -1 : 1) * ratio.denominator,
      isExact: false)
  }

  private init(success: Int128, failure: Int128, isExact: Bool) {
    self.success = success
    self.failure = failure
    self.isExact = isExact
  }

  /// The convergent of a positive number whose terms are at most 4096 and that differs from it by less than 10⁻¹² of it.
  private static func quotientOfCounts(_ number: Double) -> (numerator: Int128, denominator: Int128)? {
    var (numerator, lastNumerator) = (1.0, 0.0)
    var (denominator, lastDenominator) = (0.0, 1.0)
    var rest = number
    while true {
      let whole = rest.rounded(.down)
      (numerator, lastNumerator) = (whole * numerator + lastNumerator, numerator)
      (denominator, lastDenominator) = (whole * denominator + lastDenominator, denominator)
      guard numerator <= 4096, denominator <= 4096 else { return nil }
      if abs(numerator / denominator - number) <= 1e-12 * number {
        return (Int128(numerator), Int128(denominator))
      }
      rest = 1 / (rest - whole)
    }
  }
}
