/// What a rule without weights reads of a group's rewards.
struct GroupMoments: Hashable, Sendable {
  /// Count, mean and variance; the count is infinite in the limit of large groups.
  let rewards: Moments
  /// Whether all rewards are equal, by exact comparison.
  let isDead: Bool
  /// Whether all rewards lie between 0 and 1, so that their mean is a success rate.
  let isRate: Bool
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
    isRate = rewards.allSatisfy { $0 >= 0 && $0 <= 1 }
    let descending = rewards.sorted(by: >)
    best = descending.first ?? 0
    runnerUp = descending.dropFirst().first
    successes = rewards.allSatisfy { $0 == 0 || $0 == 1 } ? rewards.reduce(0, +) : nil
  }

  /// The moments of a group given by its success count.
  ///
  /// - Parameters:
  ///   - count: how many succeed.
  ///   - outcomes: the rewards of a success and of a failure.
  init(of count: SuccessCount, outcomes: (success: Double, failure: Double)) {
    let step = outcomes.success - outcomes.failure
    rewards = Moments(
      count: count.sizes.all, mean: outcomes.failure + step * count.successRate,
      variance: step * step * count.successRate * count.failureRate)
    // Two of each are as many as the best and the runner-up can be.
    let present = [
      (outcomes.success, count.sizes.successes), (outcomes.failure, count.sizes.failures),
    ].flatMap { Array(repeating: $0, count: Int(min($1, 2))) }.sorted(by: >)
    isDead = present.first == present.last
    isRate = present.allSatisfy { $0 >= 0 && $0 <= 1 }
    best = present.first ?? 0
    runnerUp = present.dropFirst().first
    let isBinary = present.allSatisfy { $0 == 0 || $0 == 1 }
    successes = isBinary ? (rewards.mean * count.sizes.all).rounded() : nil
  }

  var size: Double { rewards.count }
}
