import Rollouts

/// A weighted mean of the rewards of a group, used as the baseline of its rollouts.
///
///     b_i = Σ_j w_j r_j / Σ_j w_j
///
/// over the rollouts j of the group, the own one included or excluded. Two choices, three weights: the group mean,
/// leave-one-out, OPO and the score-norm-weighted baseline are all of this form.
///
/// Edge cases. Equal rewards give exactly that reward. Where all weights that count are 0 (every length 0, or a
/// deterministic policy whose scores vanish), the plain mean of the same rollouts takes the place of 0/0. A group
/// of one has no other rollout: with the own rollout included its advantage is 0; without it, ``groupOfOne`` says
/// what happens.
public struct GroupMean: Hashable, Codable, Sendable {
  /// What a rollout counts for in the mean.
  public enum Weight: Hashable, Codable, Sendable {
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
  public enum OwnRollout: String, Hashable, Codable, Sendable {
    /// The rollout counts in its own baseline.
    case included
    /// The rollout's baseline is the mean of the others.
    case excluded
  }

  /// The baseline of a rollout that has no others.
  public enum GroupOfOne: String, Hashable, Codable, Sendable {
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
  /// What a lone rollout is given when it must not count itself.
  public var groupOfOne: GroupOfOne

  /// A group mean; a lone rollout keeps its raw reward unless told otherwise.
  public init(weight: Weight, ownRollout: OwnRollout, groupOfOne: GroupOfOne = .rawReward) {
    self.weight = weight
    self.ownRollout = ownRollout
    self.groupOfOne = groupOfOne
  }

  func subtract(
    from advantages: inout [Double], of rollouts: [Rollout], group: Int, at range: Range<Int>
  ) throws {
    if range.count == 1 && ownRollout == .excluded {
      switch groupOfOne {
      case .rawReward: return
      case .zero: advantages[range.lowerBound] = 0
      case .refuse: throw AlgorithmError.groupOfOne(group: group)
      }
      return
    }
    let reference = rollouts[range.lowerBound].reward
    var sum = WeightedSum()
    for index in range {
      sum.add(rollouts[index].reward - reference, weight: try weight(of: rollouts[index], at: index))
    }
    for index in range {
      let deviation = rollouts[index].reward - reference
      switch ownRollout {
      case .included:
        advantages[index] -= reference + sum.mean
      case .excluded:
        let own = try weight(of: rollouts[index], at: index)
        // Subtracting the own term from the total would lose the others where it dominates.
        let others =
          own < 0.5 * sum.weight
          ? sum.removing(deviation, weight: own) : try others(than: index, of: rollouts, in: range)
        advantages[index] -= reference + others.mean
      }
    }
  }

  private func weight(of rollout: Rollout, at index: Int) throws -> Double {
    switch weight {
    case .uniform:
      return 1
    case .length(let exponent):
      return weightOfLength(rollout.length, exponent: exponent)
    case .squaredScoreNorm:
      guard let norm = rollout.squaredScoreNorm else {
        throw AlgorithmError.missingSquaredScoreNorm(rollout: index)
      }
      return norm
    }
  }

  private func others(than own: Int, of rollouts: [Rollout], in range: Range<Int>) throws -> WeightedSum {
    let reference = rollouts[range.lowerBound].reward
    var sum = WeightedSum()
    for index in range where index != own {
      sum.add(rollouts[index].reward - reference, weight: try weight(of: rollouts[index], at: index))
    }
    return sum
  }
}
