/// A rollout that breaks a rule of ``Batch/validate()``.
public struct InvalidRollout: Error, Equatable, CustomStringConvertible {
  /// The rule that is broken, with the offending value.
  public enum Problem: Equatable, Sendable {
    /// The reward is infinite or not a number.
    case reward(Double)
    /// The length is negative.
    case length(Int)
    /// The squared score norm is negative, infinite or not a number.
    case squaredScoreNorm(Double)
    /// A number that describes the prompt, such as a tracker's rate, lies outside its range.
    case number(name: String, value: Double, legal: String)
    /// A token column has as many values as the response has not.
    case tokenCount(column: String, count: Int, expected: Int)
    /// A token has a value that no token can have.
    case token(column: String, position: Int, value: Double, legal: String)
  }

  /// The position of the rollout in its batch, from 0.
  public let index: Int
  /// What is wrong with it.
  public let problem: Problem

  /// A problem of the rollout at a position.
  public init(index: Int, problem: Problem) {
    self.index = index
    self.problem = problem
  }

  /// One line naming the value, the legal range and the fix.
  public var description: String { "rollout \(index) has \(problem.phrase)" }
}

extension InvalidRollout.Problem {
  /// The problem as the rest of a sentence that begins "rollout i has …".
  public var phrase: String {
    switch self {
    case .reward(let value): "reward \(value); it must be a finite number: drop rollouts without a verdict"
    case .length(let value): "length \(value); a length counts tokens and is 0 or more"
    case .squaredScoreNorm(let value): "squared score norm \(value); it must be a finite number, 0 or more"
    case .number(let name, let value, let legal): "\(name) \(value); it must be \(legal)"
    case .tokenCount(let column, let count, let expected):
      "\(count) \(column) for \(expected) response positions; every column needs one value per position"
    case .token(let column, let position, let value, let legal):
      "\(column)[\(position)] = \(value); it must be \(legal)"
    }
  }
}
