import Rollouts

/// The advantages of a batch's rollouts, with what they were made from.
struct OutcomeAdvantages {
  /// The transformed rewards, minus the KL of whole rollouts where there is one.
  let rewards: [Double]
  /// The groups' moments.
  let groups: [GroupMoments]
  /// The advantages before whitening.
  let advantages: [Double]
  /// The factor by which every rollout's difference to the baseline was multiplied.
  let factors: [Double]

  init(of algorithm: Algorithm, for batch: Batch) throws {
    let rewards = try algorithm.shapedRewards(of: batch)
    let groups = (0..<batch.groupCount).map { GroupMoments(of: rewards[batch.group($0)]) }
    let moments = BatchMoments(of: rewards, in: batch, groups: groups)
    let rule = OutcomeRule(algorithm: algorithm)
    var advantages = rewards
    var factors = rewards
    for (group, groupMoments) in groups.enumerated() {
      let deviations = try algorithm.baseline.deviations(
        of: rewards, in: batch, group: group, groupMoments: groupMoments, batchMoments: moments)
      for (index, deviation) in zip(batch.group(group), deviations) {
        (advantages[index], factors[index]) = try rule.advantage(
          deviation: deviation, reward: rewards[index], group: groupMoments, batch: moments)
      }
    }
    for index in rewards.indices where !algorithm.selection.trusts(rollout: index, of: batch) {
      (advantages[index], factors[index]) = (0, 0)
    }
    self.rewards = rewards
    self.groups = groups
    self.advantages = advantages
    self.factors = factors
  }
}

extension Algorithm {
  /// The rewards that baselines see.
  func shapedRewards(of batch: Batch) throws -> [Double] {
    let rewards = rewardTransform.rewards(of: batch)
    guard case .klInReward(let coefficient, let estimator, .rollouts) = regularizer else { return rewards }
    let penalties = try tokenKL(estimator, of: batch)
    return rewards.indices.map { index in
      rewards[index] - coefficient
        * penalties.tokens.positions(of: index).reduce(0) { $0 + penalties.values[$1] }
    }
  }

  /// The KL estimate at every position from the old to the reference policy; 0 where the mask leaves a position out.
  func tokenKL(_ estimator: KLEstimator, of batch: Batch) throws -> (values: [Double], tokens: ResponseTokens)
  {
    guard let tokens = batch.tokens, let reference = tokens.referenceLogProbabilities else {
      throw AlgorithmError.missingTokens("referenceLogProbs", neededBy: "the KL in the reward")
    }
    guard let old = tokens.oldLogProbabilities ?? tokens.logProbabilities else {
      throw AlgorithmError.missingTokens("oldLogProbs", neededBy: "the KL in the reward")
    }
    let values = old.indices.map {
      tokens.counts($0) ? estimator.estimate(logProbability: old[$0], reference: reference[$0]).value : 0
    }
    return (values, tokens)
  }
}

extension Baseline {
  /// r_i − b_i for the rollouts of one group; r_i itself for a baseline of tokens, which comes later.
  func deviations(
    of rewards: [Double], in batch: Batch, group: Int, groupMoments: GroupMoments, batchMoments: BatchMoments
  ) throws -> [Double] {
    let range = batch.group(group)
    if case .group(let mean) = self {
      return try mean.deviations(of: rewards, in: batch, group: group, moments: groupMoments)
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
        guard let tracked = rollout.trackedRate else {
          throw AlgorithmError.missing("trackerPrior", rollout: index, neededBy: "the tracker baseline")
        }
        return rewards[index] - tracked
      default:
        return try deviation(of: rewards[index], external: 0, group: groupMoments, batch: batchMoments)
      }
    }
  }

  /// r − b where rewards alone decide; `external` stands for what the prompt brings along.
  func deviation(
    of reward: Double, external: Double, group: GroupMoments, batch: BatchMoments
  ) throws -> Double {
    switch self {
    case .none, .optimalToken: return reward
    case .constant(let baseline): return reward - baseline
    case .batchMean(.rollouts): return reward - batch.rewards.mean
    case .batchMean(.tokens): return reward - batch.tokenRewards.mean
    case .greedy, .tracker: return reward - external
    case .runnerUp:
      guard let runnerUp = group.runnerUp else {
        throw AlgorithmError.groupTooSmall(rule: "the second-best reward", groupSize: 1, minimum: 2)
      }
      return reward - runnerUp
    case .group(let mean):
      guard group.size > 1 else { return try mean.deviationOfOne(reward, group: 0) }
      return mean.uniformDeviation(of: reward, in: group)
    }
  }
}
