import Rollouts

extension Selection {
  /// Which groups of a batch train, by their outcomes.
  func keptGroups(of batch: Batch) -> [Bool] {
    (0..<batch.groupCount).map { group in
      let rollouts = batch.rollouts[batch.group(group)]
      return keepsGroup(
        isDead: rollouts.allSatisfy { $0.reward == rollouts.first?.reward }, size: Double(rollouts.count))
    }
  }

  /// Whether a group of a success count trains.
  func keeps(_ group: SuccessCount) -> Bool { keepsGroup(isDead: group.isDead, size: group.sizes.all) }

  /// Whether a group of a success count is replaced by a fresh one.
  func resamples(_ group: SuccessCount) -> Bool { resamplesDeadGroups && !keeps(group) }
}
