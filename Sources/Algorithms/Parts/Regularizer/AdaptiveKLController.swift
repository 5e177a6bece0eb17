/// A KL coefficient that follows a target: above it the coefficient grows, below it shrinks.
///
///     β ← β (1 + clip(KL/KL_target − 1, −0.2, 0.2) · n/horizon)
///
/// Source: Ziegler and others, arXiv 1909.08593.
public struct AdaptiveKLController: Hashable, Sendable {
  /// β.
  public private(set) var coefficient: Double
  /// The KL that is aimed at, above 0.
  public let target: Double
  /// How many rollouts it takes to follow.
  public let horizon: Double

  /// A controller at a first coefficient.
  ///
  /// - Precondition: target and horizon are above 0.
  public init(coefficient: Double, target: Double, horizon: Double = 10_000) {
    precondition(target > 0 && horizon > 0, "a controller needs a target and a horizon above 0")
    self.coefficient = coefficient
    self.target = target
    self.horizon = horizon
  }

  /// Follows the KL that a batch of rollouts shows (its mean over rollouts of token means).
  public mutating func update(kl: Double, rolloutCount: Int) {
    let error = min(max(kl / target - 1, -0.2), 0.2)
    coefficient *= 1 + error * Double(rolloutCount) / horizon
  }
}
