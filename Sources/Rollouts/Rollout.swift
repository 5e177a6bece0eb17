/// One sampled response with its outcome: what an advantage may depend on.
public struct Rollout: Hashable, Codable, Sendable {
  /// The verifier's outcome, 0 or 1; or a shaped reward, any finite number.
  public var reward: Double
  /// The number of response tokens that count (the sum of the response mask), ≥ 0.
  public var length: Int
  /// ‖∇ log π(y)‖², the squared norm of the rollout's score; nil where nobody measured it.
  public var squaredScoreNorm: Double?
  /// The reward of the greedy response to the same prompt (ReMax's baseline); nil where none was decoded.
  public var greedyReward: Double?
  /// The prompt's success rate as a tracker held it before this rollout (SPO's baseline); nil without a tracker.
  public var trackerPrior: Double?
  /// Which trajectory of several rollouts this one belongs to (agents whose every turn is a rollout); nil where a
  /// rollout is a trajectory.
  public var trajectory: Int?

  /// A rollout.
  ///
  /// Nothing is checked here, because rollouts are made by the million; ``Batch/validate()`` checks what comes
  /// from outside.
  @inlinable
  public init(
    reward: Double, length: Int, squaredScoreNorm: Double? = nil, greedyReward: Double? = nil,
    trackerPrior: Double? = nil, trajectory: Int? = nil
  ) {
    self.reward = reward
    self.length = length
    self.squaredScoreNorm = squaredScoreNorm
    self.greedyReward = greedyReward
    self.trackerPrior = trackerPrior
    self.trajectory = trajectory
  }

  /// The first rule of a rollout that this one breaks.
  var problem: InvalidRollout.Problem? {
    if !reward.isFinite { return .reward(reward) }
    if length < 0 { return .length(length) }
    if let squaredScoreNorm, !(squaredScoreNorm >= 0 && squaredScoreNorm.isFinite) {
      return .squaredScoreNorm(squaredScoreNorm)
    }
    if let greedyReward, !greedyReward.isFinite {
      return .number(name: "greedyReward", value: greedyReward, legal: "a finite number")
    }
    if let trackerPrior, !(trackerPrior >= 0 && trackerPrior <= 1) {
      return .number(name: "trackerPrior", value: trackerPrior, legal: "between 0 and 1")
    }
    return nil
  }
}
