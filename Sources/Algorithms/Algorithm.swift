import Rollouts

/// A critic-free policy-gradient algorithm as a value: the one definition that theory, simulation and training read.
///
/// An algorithm turns a batch of verified rollouts into advantages, and advantages into a loss whose gradient trains
/// the policy. What it is made of are orthogonal parts; to change an algorithm is to replace a part. With r the
/// transformed reward, b the baseline, σ the scale and W the prompt weight, the advantage of a rollout that is
/// selected is
///
///     A_i = W(ρ̂) (r_i − b_i) / σ
///
/// and on policy, with the default parts, the gradient estimate of N rollouts is g = (1/N) Σ_i A_i ∇ log π(y_i) with
/// log π(y) summed over the response's tokens.
public struct Algorithm: Hashable, Sendable {
  /// The number of rollouts sampled for every prompt, n ≥ 1.
  public var groupSize: Int
  /// What happens to the reward first.
  public var rewardTransform: RewardTransform
  /// What is subtracted from the reward.
  public var baseline: Baseline
  /// What the difference is divided by.
  public var scale: Scale
  /// How much a prompt counts, by its success rate.
  public var promptWeight: PromptWeight
  /// Which rollouts train.
  public var selection: Selection
  /// How a rollout's reward reaches its tokens.
  public var credit: Credit
  /// Which tokens of failed rollouts train.
  public var tokenFilter: TokenFilter
  /// What stands in the loss for the policy's gradient.
  public var surrogate: Surrogate
  /// How token losses become one number.
  public var aggregation: Aggregation
  /// What keeps the policy near another.
  public var regularizer: Regularizer

  /// An algorithm of the given parts.
  ///
  /// - Precondition: `groupSize` ≥ 1.
  public init(
    groupSize: Int, rewardTransform: RewardTransform = .none, baseline: Baseline = .none,
    scale: Scale = .none,
    promptWeight: PromptWeight = .none, selection: Selection = .all, credit: Credit = .outcome,
    tokenFilter: TokenFilter = .none, surrogate: Surrogate = .policyGradient,
    aggregation: Aggregation = .sequenceMeanOfTokenSum(emptyRollouts: .counted),
    regularizer: Regularizer = .none
  ) {
    precondition(groupSize >= 1, "a prompt needs at least one rollout")
    self.groupSize = groupSize
    self.rewardTransform = rewardTransform
    self.baseline = baseline
    self.scale = scale
    self.promptWeight = promptWeight
    self.selection = selection
    self.credit = credit
    self.tokenFilter = tokenFilter
    self.surrogate = surrogate
    self.aggregation = aggregation
    self.regularizer = regularizer
  }

  /// What a rollout's advantage depends on besides its own reward.
  public var dependence: Dependence { parts.map(\.dependence).max() ?? .groupCount }

  /// Whether every token of a rollout that counts has the rollout's advantage.
  public var isOutcomeLevel: Bool {
    if case .optimalToken = baseline { return false }
    if case .klInReward(_, _, .tokens) = regularizer { return false }
    return credit == .outcome
  }

  /// The part that changes the reward of a whole rollout, and cannot change rewards that arrive token by token.
  var partOfOutcomes: (name: String, summary: String)? {
    if rewardTransform != .none { return ("rewardTransform", rewardTransform.summary) }
    if case .klInReward(_, _, .rollouts) = regularizer { return ("regularizer", regularizer.summary) }
    return nil
  }

  /// The part that reads more than a rollout's own group; nil where there is none.
  public var partBeyondGroups: (name: String, summary: String)? {
    if rewardTransform.dependence == .batchCounts { return ("rewardTransform", rewardTransform.summary) }
    if case .batchMean = baseline { return ("baseline", baseline.summary) }
    if scale.readsBatch { return ("scale", scale.summary) }
    if promptWeight.dependence == .batchCounts { return ("promptWeight", promptWeight.summary) }
    if aggregation.couplesGroups { return ("aggregation", aggregation.summary) }
    return nil
  }

  /// Dependences with the part that brings each, so that an error can say why.
  private var parts: [(name: String, dependence: Dependence)] {
    [
      ("rewardTransform", rewardTransform.dependence), ("baseline", baseline.dependence),
      ("scale", scale.dependence), ("promptWeight", promptWeight.dependence), ("credit", credit.dependence),
      ("regularizer", regularizer.dependence),
    ]
  }

  /// The part that makes an advantage more than a function of reward and success count; nil where it is none.
  public var partBeyondCounts: (name: String, summary: String)? {
    guard dependence > .groupCount, let part = parts.max(by: { $0.dependence < $1.dependence }) else {
      return nil
    }
    return (part.name, Self.partNamed(part.name)?.summary(self) ?? "")
  }
}
