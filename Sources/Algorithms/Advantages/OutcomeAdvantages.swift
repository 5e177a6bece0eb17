import Rollouts

/// The advantages of a batch's rollouts, with what they were made from.
struct OutcomeAdvantages {
  /// The transformed rewards, minus the KL of whole rollouts where there is one.
  let rewards: [Double]
  /// Which rollouts are part of the batch; those of groups that would have been resampled are not.
  let isTrained: [Bool]
  /// Which of them train; the others have advantage 0, whitened or not.
  let isSelected: [Bool]
  /// The advantages before whitening.
  let advantages: [Double]
  /// The factor by which every rollout's difference to the baseline was multiplied.
  let factors: [Double]

  init(of algorithm: Algorithm, for batch: Batch) throws {
    let rewards = try algorithm.shapedRewards(of: batch)
    let groups = (0..<batch.groupCount).map { GroupMoments(of: rewards[batch.group($0)]) }
    let keptGroups = algorithm.selection.keptGroups(of: batch)
    let isTrained = algorithm.trainedRollouts(of: batch)
    let moments = BatchMoments(of: rewards, in: batch, groups: groups, isTrained: isTrained)
    let rule = OutcomeRule(algorithm: algorithm)
    var advantages = [Double](repeating: 0, count: rewards.count)
    var factors = advantages
    var isSelected = isTrained
    for (group, groupMoments) in groups.enumerated() {
      let deviations = try algorithm.baseline.deviations(
        of: rewards, in: batch, group: group, groupMoments: groupMoments, batchMoments: moments)
      for (index, deviation) in zip(batch.group(group), deviations) {
        isSelected[index] =
          keptGroups[group] && algorithm.selection.keeps(reward: rewards[index], in: groupMoments)
          && algorithm.selection.trusts(rollout: index, of: batch)
        guard isSelected[index] else { continue }
        (advantages[index], factors[index]) = try rule.advantage(
          deviation: deviation, reward: rewards[index], group: groupMoments, batch: moments)
      }
    }
    self.rewards = rewards
    self.isTrained = isTrained
    self.isSelected = isSelected
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
    guard let old = tokens.startLogProbabilities else {
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
        guard let tracked = rollout.trackerPrior else {
          throw AlgorithmError.missing("trackerPrior", rollout: index, neededBy: "the tracker baseline")
        }
        return rewards[index] - tracked
      default:
        return try deviation(of: rewards[index], group: groupMoments, batch: batchMoments)
      }
    }
  }

  /// r − b where rewards alone decide; what the prompt brings along (greedy, tracker) counts as 0.
  func deviation(
    of reward: Double, group: GroupMoments, batch: BatchMoments
  ) throws -> Double {
    switch self {
    case .none, .greedy, .tracker, .optimalToken: return reward
    case .constant(let baseline): return reward - baseline
    case .batchMean(.rollouts): return reward - batch.rewards.mean
    case .batchMean(.tokens): return reward - batch.tokenRewards.mean
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
