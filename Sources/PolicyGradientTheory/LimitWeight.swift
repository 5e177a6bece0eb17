import Algorithms
import Foundation
import GSLNumerics

/// The effective weight ω of infinitely large groups: for 0 < ρ < 1 the limit of Ω_n under the same rule.
///
///     ω(ρ) = A_∞(1, ρ) − A_∞(0, ρ)
///
/// The algorithm's value is asked for the advantages of a group in which exactly the share ρ succeeds. What it gives to
/// dead groups plays no part. At ρ = 0 and ρ = 1, where every finite group is dead and Ω_n may tend elsewhere, ω is continued
/// from inside; it may be infinite there.
public struct LimitWeight: Sendable {
  /// Where the ``objective(at:)`` is 0: at 0 if ω can be integrated there, else at 1, else at 1/2.
  public let referencePoint: Double
  private let advantages: CountAdvantages
  private let growthAtZero: WeightGrowth
  private let growthAtOne: WeightGrowth

  /// The limit weight of an algorithm, whatever its group size; nil where its formula has no limit, as a table over k or
  /// an expression in which k and n do not cancel.
  ///
  /// - Throws: ``TheoryError`` and `AlgorithmError` as `EffectiveWeight.init(of:batchRate:)`.
  init?(of algorithm: Algorithm, batchRate: Double?) throws {
    let advantages = try CountAdvantages(of: algorithm, batchRate: batchRate) {
      [(.infinite(rate: $0), 1)]
    }
    func weight(_ rate: Double) throws -> Double { try Self.weight(advantages, at: rate) }
    for rate in [0.1, 0.3, 0.5, 0.7, 0.9] where try weight(rate).isNaN { return nil }
    growthAtZero = try WeightGrowth(distances: (1e-100, 1e-120)) { try weight($0) }
    // Doubles are 1.1e-16 apart below 1; these distances are exact.
    growthAtOne = try WeightGrowth(distances: (0x1p-40, 0x1p-50)) { try weight(1 - $0) }
    referencePoint = growthAtZero.isIntegrable ? 0 : growthAtOne.isIntegrable ? 1 : 0.5
    self.advantages = advantages
  }

  private static func weight(_ advantages: CountAdvantages, at rate: Double) throws -> Double {
    let (success, failure) = try advantages.advantages(of: .infinite(rate: rate))
    return success - failure
  }

  /// ω(ρ), infinite at a pole; where the rule says 0/0 at ρ = 0 or ρ = 1, the limit.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1; `AlgorithmError.infiniteWeight` where the
  ///   rule's formula is not a number.
  public func value(at rate: Double) throws -> Double {
    let value = try Self.weight(advantages, at: checked(rate))
    guard value.isNaN else { return value }
    switch rate {
    case 0: return growthAtZero.endValue
    case 1: return growthAtOne.endValue
    default: throw AlgorithmError.infiniteWeight(rate: rate)
    }
  }

  /// ρ(1 − ρ) ω(ρ), at ρ = 0 and ρ = 1 its limit.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1.
  public func classWeight(at rate: Double) throws -> Double {
    switch rate {
    case 0: growthAtZero.classWeight
    case 1: growthAtOne.classWeight
    default: try rate * (1 - rate) * value(at: rate)
    }
  }

  /// ∫ ω from the ``referencePoint`` to ρ, by quadrature to 1e-10 relative; infinite at an end where it diverges.
  ///
  /// An ε in the divisor makes a layer next to the ends that doubles near 1 cannot resolve: there to 1e-6.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1; `NumericsError` where the quadrature of
  ///   an unruly weight does not converge.
  public func objective(at rate: Double) throws -> Double {
    if try checked(rate) == 0, !growthAtZero.isIntegrable { return -.infinity * growthAtZero.sign }
    if rate == 1, !growthAtOne.isIntegrable { return .infinity * growthAtOne.sign }
    let (lower, upper) = (min(rate, referencePoint), max(rate, referencePoint))
    let value =
      try integral(from: min(lower, 0.5), to: min(upper, 0.5))
      + mirroredIntegral(from: max(lower, 0.5), to: max(upper, 0.5))
    return rate < referencePoint ? -value : value
  }

  /// ∫ ω below 1/2: over log ρ, which tames any pole at 0, or over √ρ where 0 itself is the bound.
  private func integral(from lower: Double, to upper: Double) throws -> Double {
    guard lower > 0 else {
      return try Self.integral(from: 0, to: upper.squareRoot()) { try 2 * $0 * value(at: $0 * $0) }
    }
    return try Self.integral(from: log(lower), to: log(upper)) { position in
      let rate = exp(position)
      return try rate * value(at: rate)
    }
  }

  /// ∫ ω above 1/2: over √(1 − ρ) where ω can be integrated at 1, else over log(1 − ρ).
  ///
  /// The distance 1 − ρ is taken as ω sees it, after rounding, so that its error cancels that of a pole.
  private func mirroredIntegral(from lower: Double, to upper: Double) throws -> Double {
    func integrand(_ distance: Double, _ jacobian: (Double) -> Double) throws -> Double {
      let rate = 1 - max(distance, 0x1p-53)
      return try jacobian(1 - rate) * value(at: rate)
    }
    if growthAtOne.isIntegrable {
      return try Self.integral(from: (1 - upper).squareRoot(), to: (1 - lower).squareRoot()) { root in
        try integrand(root * root) { 2 * $0.squareRoot() }
      }
    }
    return try Self.integral(from: log(1 - upper), to: log(1 - lower)) { position in
      try integrand(exp(position)) { $0 }
    }
  }

  private static func integral(
    from lower: Double, to upper: Double, of integrand: (Double) throws -> Double
  ) throws -> Double {
    do {
      return try Quadrature.integral(
        from: lower, to: upper, relativeTolerance: 1e-10, absoluteTolerance: 1e-14, of: integrand
      ).value
    } catch NumericsError.integralNotConverged {
      return try Quadrature.integral(
        from: lower, to: upper, relativeTolerance: 1e-6, absoluteTolerance: 1e-14, of: integrand
      ).value
    }
  }
}
