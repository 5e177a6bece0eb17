import Algorithms
import Foundation

/// What a unit of training costs at a success rate: the density c(ρ) of a clock that runs beside the count of updates.
///
/// The time of a path is ∫ c dt over the updates dt.
public enum Clock: Hashable, Sendable {
  /// c = 1: every update costs the same.
  case regular
  /// c = 1/ρ: rollouts are generated until one succeeds.
  case effective
  /// c = 1/(1 − ρⁿ − (1 − ρ)ⁿ): groups of n are generated until one is not dead. About 1/(nρ) for small ρ.
  case informative(groupSize: Int)
  /// c as a formula of rho, positive between 0 and 1.
  case custom(RateExpression)

  /// c at a success rate.
  ///
  /// - Throws: ``TheoryError/notPositive(name:value:rate:)`` where a formula is not a positive finite number.
  public func cost(at position: LogOdds) throws -> Double {
    switch self {
    case .regular: return 1
    case .effective: return 1 / position.rate
    case .informative(let size):
      let rarer = min(position.rate, position.failureRate)
      return 1 / (-expm1(Double(size) * log1p(-rarer)) - pow(rarer, Double(size)))
    case .custom(let expression):
      let cost = expression.value(rate: position.rate, groupSize: .infinity)
      guard cost > 0 && cost.isFinite else {
        throw TheoryError.notPositive(name: "the clock \(expression)", value: cost, rate: position.rate)
      }
      return cost
    }
  }
}
