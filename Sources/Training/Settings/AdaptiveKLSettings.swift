/// What a KL coefficient follows from update to update.
///
/// The algorithm's own coefficient is the first; `AdaptiveKLController` says how it moves.
public struct AdaptiveKLSettings: Codable, Hashable, Sendable {
  /// The KL to the reference policy that is aimed at, a mean over rollouts of token means, in nats.
  public var target: Double
  /// How many rollouts it takes to follow.
  public var horizon: Double

  /// A target, followed within a number of rollouts.
  public init(target: Double, horizon: Double) {
    self.target = target
    self.horizon = horizon
  }
}
