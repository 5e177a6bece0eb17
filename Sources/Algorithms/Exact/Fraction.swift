import Foundation

/// An exact fraction, or what is left where one is out of reach.
///
/// Numerator and denominator are reduced integers of 128 bits. A result that does not fit, a division by 0, and a written
/// number of more than 17 decimals are ``outOfReach``, which every further operation keeps.
package struct Fraction: Hashable, Sendable {
  /// The numerator.
  package let numerator: Int128
  /// The denominator > 0; 0 where the fraction is out of reach.
  package let denominator: Int128

  /// No fraction: it does not fit into 128 bits, or was divided by 0.
  package static let outOfReach = Fraction(numerator: 0, denominator: 0)

  /// Decimals of a written number that are taken to be exact.
  package static let decimals = 17

  private init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A quotient of integers, reduced.
  package init(_ numerator: Int128, over denominator: Int128 = 1) {
    guard denominator != 0, numerator != .min, denominator != .min else {
      self = .outOfReach
      return
    }
    let divisor = Self.greatestCommonDivisor(numerator, denominator)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  /// The decimal number that a double is written as, so that 0.1 is one tenth.
  package init(written value: Double) {
    guard value.isFinite, let decimal = Decimal(string: "\(value)") else {
      self = .outOfReach
      return
    }
    var shifted = decimal
    var scaled = Decimal()
    guard NSDecimalMultiplyByPowerOf10(&scaled, &shifted, Int16(Self.decimals), .plain) == .noError,
      let numerator = Int128(scaled.description)
    else {
      self = .outOfReach
      return
    }
    self.init(numerator, over: 100_000_000_000_000_000)
  }

  /// Whether there is a fraction.
  package var isExact: Bool { denominator > 0 }

  /// −1, 0 or 1.
  package var signum: Int { numerator < 0 ? -1 : numerator > 0 ? 1 : 0 }

  package static func - (left: Fraction, right: Fraction) -> Fraction {
    guard left.isExact, right.isExact else { return .outOfReach }
    let (first, firstOverflow) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (second, secondOverflow) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    let (difference, overflow) = first.subtractingReportingOverflow(second)
    let (denominator, denominatorOverflow) = left.denominator.multipliedReportingOverflow(
      by: right.denominator)
    guard !(firstOverflow || secondOverflow || overflow || denominatorOverflow) else { return .outOfReach }
    return Fraction(difference, over: denominator)
  }

  package static func + (left: Fraction, right: Fraction) -> Fraction { left - (Fraction(0) - right) }

  package static func * (left: Fraction, right: Fraction) -> Fraction {
    guard left.isExact, right.isExact else { return .outOfReach }
    let (numerator, overflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (denominator, denominatorOverflow) = left.denominator.multipliedReportingOverflow(
      by: right.denominator)
    return overflow || denominatorOverflow ? .outOfReach : Fraction(numerator, over: denominator)
  }

  package static func / (left: Fraction, right: Fraction) -> Fraction {
    guard right.isExact, right.numerator != 0 else { return .outOfReach }
    return left * Fraction(right.denominator, over: right.numerator)
  }

  private static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (larger, smaller) = (abs(left), abs(right))
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return max(larger, 1)
  }
}

extension Fraction: RewardArithmetic {}
