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

  /// The moments of a batch.
  init(of rewards: [Double], in batch: Batch, groups: [GroupMoments]) {
    self.rewards = Moments(rewards)
    tokenRewards = Moments(rewards, weights: batch.rollouts.map { Double($0.length) })
    liveGroupShare = Double(groups.count { !$0.isDead }) / Double(max(1, groups.count))
    nonzeroRewardShare = Double(rewards.count { $0 != 0 }) / Double(max(1, rewards.count))
  }

  /// The moments of infinitely many groups with responses of equal length.
  ///
  /// - Parameters:
  ///   - groups: the groups with their probabilities.
  ///   - outcomes: the rewards of a success and of a failure.
  init(
    of groups: [(group: SuccessCount, probability: Double)], outcomes: (success: Double, failure: Double)
  ) {
    var total = 0.0
    var successes = 0.0
    var failures = 0.0
    var live = 0.0
    for (group, probability) in groups {
      total += probability
      successes += probability * group.successRate
      failures += probability * group.failureRate
      if !GroupMoments(of: group, outcomes: outcomes).isDead { live += probability }
    }
    rewards = Moments(
      [outcomes.success, outcomes.failure], weights: [successes, failures], isDistribution: true)
    tokenRewards = rewards
    liveGroupShare = total > 0 ? live / total : 0
    let nonzero = (outcomes.success != 0 ? successes : 0) + (outcomes.failure != 0 ? failures : 0)
    nonzeroRewardShare = total > 0 ? nonzero / total : 0
  }
}
