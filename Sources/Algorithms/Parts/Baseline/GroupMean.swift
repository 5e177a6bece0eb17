import Rollouts

/// A weighted mean of the rewards of a group, used as the baseline of its rollouts.
///
///     b_i = Σ_j w_j r_j / Σ_j w_j
///
/// over the rollouts j of the group, the own one included or excluded. Two choices, three weights: the group mean,
/// leave-one-out, OPO and the score-norm-weighted baseline are all of this form.
///
/// Edge cases. Equal rewards give exactly that reward. Where all weights that count are 0 (every length 0, or a
/// deterministic policy whose scores vanish), the plain mean of the same rollouts takes the place of 0/0. What a group
/// of one gets says ``groupOfOne``.
public struct GroupMean: Hashable, Sendable {
  /// What a rollout counts for in the mean.
  public enum Weight: Hashable, Sendable {
    /// w = 1.
    case uniform
    /// w = length^α.
    case length(exponent: Double)
    /// w = ‖∇ log π(y)‖².
    case squaredScoreNorm
  }

  /// Whether a rollout counts in its own baseline.
  ///
  /// Included, the baseline is correlated with the rollout's own score: the expected gradient shrinks (by
  /// 1 − 1/n for uniform weights) and, for other weights, also turns (result 1.9). Excluded, it is unbiased.
  public enum OwnRollout: String, CaseIterable, Sendable {
    /// The rollout counts in its own baseline.
    case included
    /// The rollout's baseline is the mean of the others.
    case excluded
  }

  /// The baseline of a rollout that has no others.
  public enum GroupOfOne: String, CaseIterable, Sendable {
    /// The baseline is 0 and the advantage is the raw reward: plain REINFORCE.
    case rawReward
    /// The advantage is 0: the rollout does not train.
    case zero
    /// The batch is refused with ``AlgorithmError/groupOfOne(group:)``.
    case refuse
  }

  /// What a rollout counts for.
  public var weight: Weight
  /// Whether it counts in its own baseline.
  public var ownRollout: OwnRollout
  /// What a lone rollout is given.
  public var groupOfOne: GroupOfOne

  /// A group mean; unless told otherwise a lone rollout has advantage 0 where it counts in its own baseline, and its
  /// raw reward where it does not.
  public init(weight: Weight, ownRollout: OwnRollout, groupOfOne: GroupOfOne? = nil) {
    self.weight = weight
    self.ownRollout = ownRollout
    self.groupOfOne = groupOfOne ?? (ownRollout == .included ? .zero : .rawReward)
  }

  /// r_i − b_i for the rollouts of one group.
  ///
  /// - Parameters:
  ///   - rewards: the rewards of the whole batch.
  ///   - range: the positions of the group.
  func deviations(
    of rewards: [Double], in batch: Batch, group: Int, means: RewardMeans<Double>
  ) throws -> [Double] {
    let range = batch.group(group)
    if range.count == 1 { return [try deviationOfOne(rewards[range.lowerBound], group: group)] }
    guard weight != .uniform else {
      return range.map { uniformDeviation(of: rewards[$0], in: means) }
    }
    let reference = rewards[range.lowerBound]
    let weights = try range.map { try weight(of: batch.rollouts[$0], at: $0) }
    var sum = WeightedSum()
    for (index, weight) in zip(range, weights) { sum.add(rewards[index] - reference, weight: weight) }
    return zip(range, weights).map { index, own in
      let deviation = rewards[index] - reference
      switch ownRollout {
      case .included:
        return deviation - sum.mean
      case .excluded:
        // Subtracting the own term from the total would lose the others where it dominates.
        guard own >= 0.5 * sum.weight else {
          return deviation - sum.removing(deviation, weight: own).mean
        }
        var others = WeightedSum()
        for (other, weight) in zip(range, weights) where other != index {
          others.add(rewards[other] - reference, weight: weight)
        }
        return deviation - others.mean
      }
    }
  }

  /// r − b for the only rollout of a group.
  ///
  /// - Throws: ``AlgorithmError/groupOfOne(group:)`` where such groups are refused.
  func deviationOfOne<Number: RewardArithmetic>(_ reward: Number, group: Int) throws -> Number {
    switch groupOfOne {
    case .rawReward: return reward
    case .zero: return Number(written: 0)
    case .refuse: throw AlgorithmError.groupOfOne(group: group)
    }
  }

  /// r − b where every rollout weighs the same, in a group of any size, infinite included: leaving the own rollout out
  /// stretches r − r̄ by n/(n − 1).
  ///
  /// - Precondition: the group is larger than one.
  func uniformDeviation<Number: RewardArithmetic>(of reward: Number, in means: RewardMeans<Number>) -> Number
  {
    let deviation = reward - means.groupMean
    let one = Number(written: 1)
    return ownRollout == .included ? deviation : deviation / (one - one / means.groupSize)
  }

  private func weight(of rollout: Rollout, at index: Int) throws -> Double {
    switch weight {
    case .uniform:
      return 1
    case .length(let exponent):
      return weightOfLength(rollout.length, exponent: exponent)
    case .squaredScoreNorm:
      guard let norm = rollout.squaredScoreNorm else {
        throw AlgorithmError.missing(
          "squaredScoreNorm", rollout: index, neededBy: "the score-norm-weighted baseline")
      }
      return norm
    }
  }
}
