/// What a rule without weights reads of a group's rewards.
struct GroupMoments: Hashable, Sendable {
  /// Count, mean and variance; the count is infinite in the limit of large groups.
  let rewards: Moments
  /// Whether all rewards are equal, by exact comparison.
  let isDead: Bool
  /// The largest reward.
  let best: Double
  /// The largest reward but one, equal to the largest where two share it; nil in a group of one.
  let runnerUp: Double?
  /// The number of successes; nil unless every reward is 0 or 1.
  let successes: Double?

  /// The moments of the rewards of a finite group.
  init(of rewards: ArraySlice<Double>) {
    self.rewards = Moments(Array(rewards))
    isDead = rewards.allSatisfy { $0 == rewards.first }
    let descending = rewards.sorted(by: >)
    best = descending.first ?? 0
    runnerUp = descending.dropFirst().first
    successes = rewards.allSatisfy { $0 == 0 || $0 == 1 } ? rewards.reduce(0, +) : nil
  }

  /// The moments of infinitely many rewards of a success rate, 0 or 1 each.
  init(successRate: Double) {
    rewards = Moments(count: .infinity, mean: successRate, variance: successRate * (1 - successRate))
    isDead = successRate == 0 || successRate == 1
    best = successRate > 0 ? 1 : 0
    runnerUp = best
    successes = successRate > 0 ? .infinity : 0
  }

  var size: Double { rewards.count }
}
