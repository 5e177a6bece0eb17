/// The advantages of groups of which only the success count is known: what theory asks of an algorithm.
///
/// The same scalar functions serve batches of rollouts; only the moments of groups and batch come from counts, in O(1)
/// for a group of any size. Baselines from outside the group (greedy, tracker) are 0 here: they shift both advantages
/// of every group alike. Responses are equally long.
package struct CountAdvantages: Sendable {
  let rule: OutcomeRule
  let surroundings: [(group: SuccessCount, weight: Double)]
  let isDistribution: Bool
  let batch: BatchMoments
  let outcomes: (success: Double, failure: Double)
  private var whitening: (shift: Double, divisor: Double) = (0, 1)

  /// The advantages of an algorithm amid infinitely many groups.
  ///
  /// - Parameters:
  ///   - algorithm: one whose ``Algorithm/dependence`` is at most on lengths.
  ///   - surroundings: the groups of the batch with their probabilities, which sum to 1; they may be left out where
  ///     the rule reads nothing but its own group. Groups that are resampled count in no mean.
  /// - Throws: ``AlgorithmError`` where the rule is not defined for one of these groups.
  package init(
    of algorithm: Algorithm, amid surroundings: [(group: SuccessCount, probability: Double)] = []
  ) throws {
    try self.init(algorithm, surroundings.map { ($0.group, $0.probability) }, isDistribution: true)
  }

  /// The advantages of an algorithm in a batch of finitely many groups.
  ///
  /// The same numbers as ``Algorithm/advantages(for:)`` gives rollouts of one token, in a time that does not grow with the
  /// batch.
  ///
  /// - Parameters:
  ///   - algorithm: one whose ``Algorithm/dependence`` is at most on lengths.
  ///   - groups: the groups of the batch, each with how often it occurs.
  /// - Throws: ``AlgorithmError`` where the rule is not defined for one of these groups.
  package init(of algorithm: Algorithm, inBatchOf groups: [(group: SuccessCount, count: Int)]) throws {
    try self.init(algorithm, groups.map { ($0.group, Double($0.count)) }, isDistribution: false)
  }

  private init(
    _ algorithm: Algorithm, _ surroundings: [(group: SuccessCount, weight: Double)], isDistribution: Bool
  ) throws {
    precondition(algorithm.dependence <= .lengths, "counts do not decide the advantages")
    precondition(
      algorithm.dependence != .batchCounts || !surroundings.isEmpty, "a rule that reads the batch needs one")
    let transform = algorithm.rewardTransform
    let total = surroundings.reduce(0) { $0 + $1.weight }
    let successRate =
      surroundings.reduce(0) { $0 + $1.weight * $1.group.successRate } / (isDistribution ? 1 : max(1, total))
    let outcomes = (
      success: transform.value(of: 1, batchMean: successRate),
      failure: transform.value(of: 0, batchMean: successRate)
    )
    let counted = surroundings.filter { surrounding in
      surrounding.weight > 0 && !algorithm.selection.resamples(surrounding.group)
    }
    rule = OutcomeRule(algorithm: algorithm)
    self.outcomes = outcomes
    self.surroundings = counted
    self.isDistribution = isDistribution
    batch = BatchMoments(of: counted, outcomes: outcomes, isDistribution: isDistribution)
    if !counted.isEmpty { whitening = try rule.whitening(of: unwhitenedMoments()) }
  }

  /// A(1, k) and A(0, k) in a group; 0 for an outcome that does not occur in it.
  ///
  /// In an infinite group they may be infinite, where the rule has a pole at its success rate.
  ///
  /// - Throws: ``AlgorithmError`` where the rule is not defined for this group.
  package func advantages(of group: SuccessCount) throws -> (success: Double, failure: Double) {
    let (success, failure) = try unwhitened(group)
    return (success.map { whiten($0, whitening) } ?? 0, failure.map { whiten($0, whitening) } ?? 0)
  }

  /// Whether the group is replaced by a fresh one.
  package func resamples(_ group: SuccessCount) -> Bool {
    rule.algorithm.selection.resamples(group)
  }

  /// The advantages before whitening; nil for an outcome that does not occur in the group, or does not train.
  private func unwhitened(_ group: SuccessCount) throws -> (success: Double?, failure: Double?) {
    guard rule.algorithm.selection.keeps(group) else { return (nil, nil) }
    let moments = GroupMoments(of: group, outcomes: outcomes)
    func advantage(of reward: Double) throws -> Double? {
      guard rule.algorithm.selection.keeps(reward: reward, in: moments) else { return nil }
      let deviation = try rule.algorithm.baseline.deviation(
        of: reward, in: RewardMeans(group: moments, batch: batch))
      return try rule.advantage(deviation: deviation, reward: reward, group: moments, batch: batch).advantage
    }
    return (
      group.hasSuccess ? try advantage(of: outcomes.success) : nil,
      group.hasFailure ? try advantage(of: outcomes.failure) : nil
    )
  }

  /// The moments of all advantages of the batch before it is whitened; what does not train counts as 0.
  private func unwhitenedMoments() throws -> Moments {
    var advantages: [Double] = []
    var weights: [Double] = []
    for (group, weight) in surroundings {
      let (success, failure) = try unwhitened(group)
      let size = isDistribution ? 1 : group.sizes.all
      advantages += [success ?? 0, failure ?? 0]
      weights += [weight * size * group.successRate, weight * size * group.failureRate]
    }
    return Moments(advantages, weights: weights, isDistribution: isDistribution)
  }
}
