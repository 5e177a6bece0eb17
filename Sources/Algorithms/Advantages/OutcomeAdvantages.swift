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
