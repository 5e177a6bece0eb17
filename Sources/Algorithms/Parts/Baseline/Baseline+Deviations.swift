import Rollouts

extension Baseline {
  /// r_i − b_i for the rollouts of one group; r_i itself for a baseline of tokens, which comes later.
  func deviations(
    of rewards: [Double], in batch: Batch, group: Int, groupMoments: GroupMoments, batchMoments: BatchMoments
  ) throws -> [Double] {
    let range = batch.group(group)
    let means = RewardMeans(group: groupMoments, batch: batchMoments)
    if case .group(let mean) = self {
      return try mean.deviations(of: rewards, in: batch, group: group, means: means)
    }
    return try range.map { index in
      let rollout = batch.rollouts[index]
      switch self {
      case .greedy:
        guard let greedy = rollout.greedyReward else {
          throw AlgorithmError.missing("greedyReward", rollout: index, neededBy: "the greedy baseline")
        }
        return rewards[index] - greedy
      case .tracker:
        guard let tracked = rollout.trackerPrior else {
          throw AlgorithmError.missing("trackerPrior", rollout: index, neededBy: "the tracker baseline")
        }
        return rewards[index] - tracked
      default:
        return try deviation(of: rewards[index], in: means)
      }
    }
  }

  /// r − b where rewards alone decide, in the arithmetic of the rewards; what the prompt brings along (greedy, tracker)
  /// counts as 0.
  func deviation<Number: RewardArithmetic>(
    of reward: Number, in means: RewardMeans<Number>
  ) throws -> Number {
    switch self {
    case .none, .greedy, .tracker, .optimalToken: return reward
    case .constant(let baseline): return reward - Number(written: baseline)
    case .batchMean(.rollouts): return reward - means.batchMean
    case .batchMean(.tokens): return reward - means.batchTokenMean
    case .runnerUp:
      guard let runnerUp = means.runnerUp else {
        throw AlgorithmError.groupTooSmall(rule: "the second-best reward", groupSize: 1, minimum: 2)
      }
      return reward - runnerUp
    case .group(let mean):
      guard means.groupSize != Number(written: 1) else { return try mean.deviationOfOne(reward, group: 0) }
      return mean.uniformDeviation(of: reward, in: means)
    }
  }
}
