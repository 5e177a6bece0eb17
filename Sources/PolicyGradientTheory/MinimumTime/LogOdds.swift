import Foundation

/// A success rate strictly between 0 and 1 by its log-odds x = log(ρ/(1 − ρ)), so that ρ and 1 − ρ are both known to the
/// last digits.
public struct LogOdds: Hashable, Sendable {
  /// x.
  public let value: Double

  /// The success rate whose log-odds these are.
  public init(_ value: Double) {
    self.value = value
  }

  /// The log-odds of a success rate strictly between 0 and 1.
  public init(rate: Double) {
    value = rate < 0.5 ? log(rate / (1 - rate)) : -log((1 - rate) / rate)
  }

  /// ρ = 1/(1 + e⁻ˣ); where that rounds to 1 or to 0, the nearest number inside.
  public var rate: Double { min(max(Self.logistic(value), .leastNonzeroMagnitude), 1 - 0x1p-53) }

  /// 1 − ρ = 1/(1 + eˣ).
  public var failureRate: Double { Self.logistic(-value) }

  /// dρ/dx = ρ(1 − ρ), the variance of a reward.
  public var variance: Double { Self.logistic(value) * Self.logistic(-value) }

  private static func logistic(_ x: Double) -> Double {
    x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x))
  }
}
