import Rollouts

/// What a rule reads of the whole batch's rewards.
struct BatchMoments: Hashable, Sendable {
  /// Over rollouts.
  let rewards: Moments
  /// Over tokens: every rollout's reward as often as it has tokens that count.
  let tokenRewards: Moments
  /// The share of groups that are not dead.
  let liveGroupShare: Double
  /// The share of rollouts whose reward is not 0.
  let nonzeroRewardShare: Double

  /// The moments of the rollouts of a batch that are part of it.
  init(of rewards: [Double], in batch: Batch, groups: [GroupMoments], isTrained: [Bool]) {
    let trained = rewards.indices.filter { isTrained[$0] }
    let counted = trained.map { rewards[$0] }
    self.rewards = Moments(counted)
    tokenRewards = Moments(counted, weights: trained.map { Double(batch.rollouts[$0].length) })
    let live = groups.indices.filter { isTrained[batch.groupStarts[$0]] }.map { !groups[$0].isDead }
    liveGroupShare = Double(live.count { $0 }) / Double(max(1, live.count))
    nonzeroRewardShare = Double(counted.count { $0 != 0 }) / Double(max(1, counted.count))
  }

  /// The moments of groups with responses of equal length.
  ///
  /// - Parameters:
  ///   - groups: the groups with their weights.
  ///   - outcomes: the rewards of a success and of a failure.
  ///   - isDistribution: whether weights are probabilities among infinitely many groups; otherwise they are how often a
  ///     group occurs.
  init(
    of groups: [(group: SuccessCount, weight: Double)], outcomes: (success: Double, failure: Double),
    isDistribution: Bool
  ) {
    var total = 0.0
    var successes = 0.0
    var failures = 0.0
    var live = 0.0
    for (group, weight) in groups {
      let size = isDistribution ? 1 : group.sizes.all
      total += weight
      successes += weight * size * group.successRate
      failures += weight * size * group.failureRate
      if !GroupMoments(of: group, outcomes: outcomes).isDead { live += weight }
    }
    rewards = Moments(
      [outcomes.success, outcomes.failure], weights: [successes, failures], isDistribution: isDistribution)
    tokenRewards = rewards
    liveGroupShare = total > 0 ? live / total : 0
    let nonzero = (outcomes.success != 0 ? successes : 0) + (outcomes.failure != 0 ? failures : 0)
    nonzeroRewardShare = successes + failures > 0 ? nonzero / (successes + failures) : 0
  }
}
