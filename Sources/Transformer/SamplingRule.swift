/// How a token is drawn from its logits.
public struct SamplingRule: Hashable, Sendable, Codable {
  /// What logits are divided by, at least 0; at 0 the likeliest token is taken, the lowest-numbered of equals.
  public var temperature: Double
  /// The sum that the probabilities of the kept tokens reach, between 0 and 1.
  ///
  /// Tokens are drawn from the smallest set of likeliest tokens that reaches it: 1 keeps all, 0 the likeliest alone.
  public var topP: Double

  /// A rule; by default the policy itself.
  public init(temperature: Double = 1, topP: Double = 1) {
    self.temperature = temperature
    self.topP = topP
  }
}
