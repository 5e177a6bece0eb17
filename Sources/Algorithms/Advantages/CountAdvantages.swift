/// The advantages of groups of which only the success count is known: what theory asks of an algorithm.
///
/// The same scalar functions serve batches of rollouts; only the moments of groups and batch come from counts, in O(1)
/// for a group of any size. Baselines from outside the group (greedy, tracker) are 0 here: they shift both advantages
/// of every group alike.
package struct CountAdvantages: Sendable {
  private let rule: OutcomeRule
  private let surroundings: [(group: SuccessCount, probability: Double)]
  private let batch: BatchMoments
  private let outcomes: (success: Double, failure: Double)
  private var whitening: (shift: Double, divisor: Double) = (0, 1)

  /// The advantages of an algorithm amid infinitely many groups.
  ///
  /// - Parameters:
  ///   - algorithm: one whose ``Algorithm/dependence`` is at most on the counts of the batch.
  ///   - surroundings: the groups of the batch with their probabilities, which sum to 1; they may be left out where
  ///     the rule reads nothing but its own group. Groups that are resampled count in no mean.
  /// - Throws: ``AlgorithmError`` where the rule is not defined for one of these groups.
  package init(
    of algorithm: Algorithm, amid surroundings: [(group: SuccessCount, probability: Double)] = []
  ) throws {
    precondition(algorithm.dependence <= .batchCounts, "counts do not decide the advantages")
    precondition(
      algorithm.dependence == .groupCount || !surroundings.isEmpty, "a rule that reads the batch needs one")
    let transform = algorithm.rewardTransform
    let successRate = surroundings.reduce(0) { $0 + $1.probability * $1.group.successRate }
    let outcomes = (
      success: transform.value(of: 1, batchMean: successRate),
      failure: transform.value(of: 0, batchMean: successRate)
    )
    let counted = surroundings.filter { surrounding in
      surrounding.probability > 0 && !algorithm.selection.resamples(surrounding.group)
    }
    rule = OutcomeRule(algorithm: algorithm)
    self.outcomes = outcomes
    self.surroundings = counted
    batch = BatchMoments(of: counted, outcomes: outcomes)
    if !counted.isEmpty { whitening = try rule.whitening(of: unwhitenedMoments()) }
  }

  /// A(1, k) and A(0, k) in a group; 0 for an outcome that does not occur in it.
  ///
  /// In an infinite group they may be infinite, where the rule has a pole at its success rate.
  ///
  /// - Throws: ``AlgorithmError`` where the rule is not defined for this group.
  package func advantages(of group: SuccessCount) throws -> (success: Double, failure: Double) {
    let (success, failure) = try unwhitened(group)
    return (
      group.hasSuccess ? whiten(success, whitening) : 0, group.hasFailure ? whiten(failure, whitening) : 0
    )
  }

  /// Whether the group is replaced by a fresh one.
  package func resamples(_ group: SuccessCount) -> Bool {
    rule.algorithm.selection.resamples(group)
  }

  private func unwhitened(_ group: SuccessCount) throws -> (success: Double, failure: Double) {
    guard rule.algorithm.selection.keeps(group) else { return (0, 0) }
    let moments = GroupMoments(of: group, outcomes: outcomes)
    func advantage(of reward: Double) throws -> Double {
      guard rule.algorithm.selection.keeps(reward: reward, in: moments) else { return 0 }
      let deviation = try rule.algorithm.baseline.deviation(of: reward, group: moments, batch: batch)
      return try rule.advantage(deviation: deviation, reward: reward, group: moments, batch: batch).advantage
    }
    return (
      group.hasSuccess ? try advantage(of: outcomes.success) : 0,
      group.hasFailure ? try advantage(of: outcomes.failure) : 0
    )
  }

  /// The moments of all advantages of the batch before it is whitened.
  private func unwhitenedMoments() throws -> Moments {
    var advantages: [Double] = []
    var weights: [Double] = []
    for (group, probability) in surroundings {
      let (success, failure) = try unwhitened(group)
      advantages += [success, failure]
      weights += [probability * group.successRate, probability * group.failureRate]
    }
    return Moments(advantages, weights: weights, isDistribution: true)
  }
}
