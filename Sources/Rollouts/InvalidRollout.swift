/// A rollout that breaks a rule of ``Batch/validate()``.
public struct InvalidRollout: Error, Equatable, CustomStringConvertible {
  /// The rule that is broken, with the offending value.
  public enum Problem: Equatable, Sendable {
    /// The reward is neither 0 nor 1.
    case reward(Double)
    /// The length is negative.
    case length(Int)
    /// The squared score norm is negative, infinite or not a number.
    case squaredScoreNorm(Double)
  }

  /// The position of the rollout in its batch, from 0.
  public let index: Int
  /// What is wrong with it.
  public let problem: Problem

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch problem {
    case .reward(let value):
      "rollout \(index) has reward \(value); a verifiable reward is 0 or 1: threshold it first"
    case .length(let value):
      "rollout \(index) has length \(value); a length counts tokens and is 0 or more"
    case .squaredScoreNorm(let value):
      "rollout \(index) has squared score norm \(value); it must be a finite number, 0 or more"
    }
  }
}
