import Rollouts

/// What a rule reads of the whole batch's rewards.
package struct BatchMoments: Hashable, Sendable {
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

  /// The moments of infinitely many groups of prompts of one success rate, with responses of equal length.
  ///
  /// - Parameters:
  ///   - successRate: of every prompt.
  ///   - liveGroupShare: the probability that a group is not dead.
  package init(successRate: Double, liveGroupShare: Double) {
    rewards = Moments(count: .infinity, mean: successRate, variance: successRate * (1 - successRate))
    tokenRewards = rewards
    self.liveGroupShare = liveGroupShare
    nonzeroRewardShare = successRate
  }
}
