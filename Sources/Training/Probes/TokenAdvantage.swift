/// What choosing a token is worth: the probability of success after it, minus that before.
public struct TokenAdvantage: Hashable, Sendable {
  /// The token.
  public let token: ProbedToken
  /// V(h), before the token.
  public let before: SuccessProbability
  /// Q(h, a), after the token and the environment's reply.
  public let after: SuccessProbability

  /// Q(h, a) − V(h), positive for a good token.
  public var value: Double { after.value - before.value }

  /// The standard error of ``value``: both probabilities are found independently.
  public var standardError: Double {
    let (first, second) = (before.standardError, after.standardError)
    return (first * first + second * second).squareRoot()
  }
}
