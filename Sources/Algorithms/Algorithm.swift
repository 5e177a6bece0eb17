import Rollouts

/// A critic-free policy-gradient algorithm as a value: the one definition that theory, simulation and training read.
///
/// An algorithm turns a batch of verified rollouts into advantages A_i. Its gradient estimate for a batch of N
/// rollouts is
///
///     g = (1/N) Σ_i A_i ∇ log π(y_i)
///
/// with log π(y) summed over the response's tokens. What it is made of are orthogonal parts; to change an
/// algorithm is to replace a part.
public struct Algorithm: Hashable, Codable, Sendable {
  /// The number of rollouts sampled for every prompt, n ≥ 1.
  public var groupSize: Int
  /// What is subtracted from the reward.
  public var baseline: Baseline

  /// An algorithm of the given parts.
  ///
  /// - Precondition: `groupSize` ≥ 1.
  public init(groupSize: Int, baseline: Baseline) {
    precondition(groupSize >= 1, "a prompt needs at least one rollout")
    self.groupSize = groupSize
    self.baseline = baseline
  }

  /// The advantages A_i = r_i − b_i of a batch, one per rollout, in the order of the batch.
  ///
  /// The batch's own groups count, not ``groupSize``: a batch may be ragged. In a group whose rewards are all
  /// equal (a *dead* group) every baseline taken from the group is exactly that reward, so that the advantages
  /// are exactly 0 whatever the weights.
  ///
  /// - Throws: ``AlgorithmError/missingSquaredScoreNorm(rollout:)`` where the baseline weighs by score norms and a
  ///   rollout has none; ``AlgorithmError/groupOfOne(group:)`` where the baseline refuses groups of one.
  public func advantages(for batch: Batch) throws -> [Double] {
    var advantages = batch.rollouts.map(\.reward)
    try baseline.subtract(from: &advantages, of: batch)
    return advantages
  }
}
