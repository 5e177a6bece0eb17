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

  /// The largest magnitude, 10¹⁷, so that sums over 4096 rollouts times a probability of 17 decimals fit into 128 bits.
  package static let limit: Int128 = 100_000_000_000_000_000

  /// The direction of exact fractions; nil where one is out of reach or too long.
  init?(success: Fraction, failure: Fraction) {
    guard success.isExact, failure.isExact else { return nil }
    guard failure.numerator != 0 else {
      self.init(success: Int128(success.signum), failure: 0)
      return
    }
    let ratio = success / failure
    guard ratio.isExact, abs(ratio.numerator) <= Self.limit, ratio.denominator <= Self.limit else {
      return nil
    }
    let sign = Int128(failure.signum)
    self.init(success: sign * ratio.numerator, failure: sign * ratio.denominator)
  }

  /// The direction of advantages that are no fractions, to fourteen digits of the larger.
  init(rounding success: Double, _ failure: Double) {
    let scale = max(abs(success), abs(failure))
    let digits = 1e14
    func integer(_ advantage: Double) -> Int128 {
      scale > 0 ? Int128((advantage / scale * digits).rounded()) : 0
    }
    self.init(success: integer(success), failure: integer(failure))
  }

  private init(success: Int128, failure: Int128) {
    self.success = success
    self.failure = failure
  }
}
