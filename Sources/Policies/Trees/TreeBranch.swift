/// A token and what comes after it, from which a ``SequenceTree`` is built.
public struct TreeBranch: Hashable, Sendable {
  /// What follows a token.
  public enum Continuation: Hashable, Sendable {
    /// Nothing: the response succeeds with this probability, in [0, 1].
    case ends(successRate: Double)
    /// One of these tokens.
    case goesOn([TreeBranch])
  }

  /// What the token is called.
  public let token: String
  /// π(token | prefix) in [0, 1].
  public let probability: Double
  /// What follows it.
  public let continuation: Continuation

  /// A token that ends the response.
  public init(_ token: String, probability: Double, successRate: Double) {
    self.token = token
    self.probability = probability
    continuation = .ends(successRate: successRate)
  }

  /// A token with others after it.
  public init(_ token: String, probability: Double, next: [TreeBranch]) {
    self.token = token
    self.probability = probability
    continuation = .goesOn(next)
  }

  /// The success rate of a response that ends here; nil for one that goes on.
  var successRate: Double? {
    if case .ends(let rate) = continuation { rate } else { nil }
  }
}
