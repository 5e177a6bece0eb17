/// What one update of a run did.
///
/// Where an update takes several steps, the loss, the gradient's norm and the clip fractions are means over its steps.
/// Statistics of rollouts are those of all that were sampled, groups that dynamic sampling left out among them, and so
/// unbiased estimates for the policy before the update.
public struct UpdateMetrics: Codable, Hashable, Sendable {
  /// The number of the update, from 1.
  public var update: Int
  /// The share of sampled rollouts that succeeded.
  public var success: Double
  /// The same for every level of difficulty; nil where no prompt had it.
  public var successByDifficulty: [Double?]
  /// The mean number of tokens of a response that the policy chose.
  public var meanLength: Double
  /// The mean entropy in nats of the distributions that tokens were drawn from.
  public var entropy: Double
  /// KL(π before ‖ π after) a token, in nats: the mean over the update's tokens of k3 = ρ − 1 − log ρ, with ρ the ratio of
  /// the new probability to the sampler's; nil where it was not measured, or no group lived.
  public var stepKL: Double?
  /// The KL to the reference policy by the algorithm's estimator, a mean over rollouts of token means; nil without one.
  public var referenceKL: Double?
  /// The coefficient of that KL in this update; nil without one.
  public var klCoefficient: Double?
  /// The loss, to be minimised.
  public var loss: Double
  /// The norm of the gradient before it is shortened.
  public var gradientNorm: Double
  /// |g₁ − g₂|², with g₁ + g₂ the gradient and g₁ the part of the first half of the groups: an estimate of the trace of the
  /// gradient's variance.
  ///
  /// Unbiased where groups do not read each other. nil where an update takes several steps or has an odd number of groups.
  public var gradientVariance: Double?
  /// The share of sampled groups in which every rollout failed.
  public var allFailedShare: Double
  /// The share of sampled groups in which every rollout succeeded.
  public var allSucceededShare: Double
  /// The share of tokens whose clipped loss is larger than the unclipped one.
  public var clipFraction: Double
  /// The share of tokens with a negative advantage and a ratio below its lower bound.
  public var clipFractionLow: Double
  /// The share of tokens with a positive advantage and a ratio above its upper bound.
  public var clipFractionHigh: Double
  /// The share of tokens whose loss the dual clip bounds.
  public var dualClipFraction: Double
  /// The step size.
  public var learningRate: Double
  /// The number of tokens that the policy chose while it was sampled, greedy responses included.
  public var sampledTokens: Int
  /// The number of tokens that went through backward passes, over all epochs.
  public var trainedTokens: Int
  /// How often prompts were drawn; more than once only where dead groups are replaced.
  public var samplingRounds: Int
  /// The share of negative weight that fell on good tokens; nil unless a probe measured it.
  public var falsePenaltyShare: Double?
}
