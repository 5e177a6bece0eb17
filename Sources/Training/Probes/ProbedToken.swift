/// A token that the policy may choose after a beginning of a response.
public struct ProbedToken: Hashable, Sendable {
  /// What stands before it.
  public var prefix: ResponsePrefix
  /// The token.
  public var token: Int

  /// A token behind a beginning.
  public init(_ token: Int, after prefix: ResponsePrefix) {
    self.token = token
    self.prefix = prefix
  }
}
