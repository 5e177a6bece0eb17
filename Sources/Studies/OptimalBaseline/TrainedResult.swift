import RunStatistics

/// What one seed's network showed at its checkpoints.
public struct TrainedResult: Codable, Sendable {
  /// The gradient variance of one arm.
  public struct Arm: Codable, Sendable {
    /// The measured variance of a batch gradient.
    public let variance: Double
    /// log(variance / variance with leave-one-out), on the same batches.
    public let logRatioToLeaveOneOut: Estimate
    /// The same after scaling the arm to the signal of leave-one-out; nil where its signal was not positive.
    public let logRatioToLeaveOneOutAtEqualSignal: Estimate?
    /// ⟨E g, ∇ρ⟩/|∇ρ|², known or relative to leave-one-out; nil where that was not positive.
    public let shrinkage: Double?
    /// The squared norm of the part of E g across ∇ρ, relative to |∇ρ|²: unbiased, and so possibly negative; nil
    /// where |∇ρ|² was not positive.
    public let squaredOffAxisBias: Double?
    /// The variance forecast from the other half; nil where the theory has no closed form.
    public let forecast: Double?
  }

  /// A rollout of the first half, for the picture of score norms.
  public struct Dot: Codable, Sendable {
    /// Its length in tokens.
    public let length: Int
    /// Its squared score norm.
    public let squaredScoreNorm: Double
    /// 0 or 1.
    public let reward: Double
  }

  /// One checkpoint.
  public struct Level: Codable, Sendable {
    /// Its name.
    public let name: String
    /// Steps of the optimiser until then, supervised ones included.
    public let steps: Int
    /// The success rate on the probe's prompts, first half.
    public let successRate: Double
    /// E|s|² over the rollouts of the first half.
    public let meanSquaredScoreNorm: Double
    /// E[|s|² | success] / E[|s|² | failure]; nil where a class is absent.
    public let successToFailureScoreNorm: Double?
    /// The correlation of the squared score norm with length within prompts; nil where one does not vary.
    public let scoreNormLengthCorrelation: Double?
    /// The correlation of the squared score norm with the reward within prompts; nil where one does not vary.
    public let scoreNormRewardCorrelation: Double?
    /// The share of groups with successes and failures whose responses differ in length; nil where there are none.
    public let unequalLengths: Double?
    /// Results by arm.
    public let arms: [String: Arm]
    /// A few rollouts.
    public let dots: [Dot]
  }

  /// The number of the seed, from 0.
  public let seed: Int
  /// The checkpoints that were reached.
  public let levels: [Level]
}
