import Rollouts

/// The advantages of a batch: one number a rollout, or one a token.
public enum Advantages: Hashable, Sendable {
  /// One for every rollout, in the order of the batch; all its tokens that count have it.
  case rollouts([Double])
  /// One for every response position, laid out like ``ResponseTokens``; 0 where the mask leaves a position out.
  case tokens([Double])

  /// Checks that there is one number for every rollout, or for every position.
  ///
  /// - Throws: `MismatchedColumn`.
  func checkCount(rollouts: Int, tokens: Int) throws {
    let (count, expected) =
      switch self {
      case .rollouts(let numbers): (numbers.count, rollouts)
      case .tokens(let numbers): (numbers.count, tokens)
      }
    guard count == expected else {
      throw MismatchedColumn(name: "advantage", count: count, expected: expected)
    }
  }
}
