/// One sampled response with its verified outcome: what an advantage may depend on.
public struct Rollout: Hashable, Codable, Sendable {
  /// The verifier's outcome: exactly 0 or 1.
  public var reward: Double
  /// The number of response tokens that count (the sum of the response mask), ≥ 0.
  public var length: Int
  /// ‖∇ log π(y)‖², the squared norm of the rollout's score; nil where nobody measured it.
  public var squaredScoreNorm: Double?

  /// A rollout.
  ///
  /// Nothing is checked here, because rollouts are made by the million; ``Batch/validate()`` checks what comes
  /// from outside.
  @inlinable
  public init(reward: Double, length: Int, squaredScoreNorm: Double? = nil) {
    self.reward = reward
    self.length = length
    self.squaredScoreNorm = squaredScoreNorm
  }
}
