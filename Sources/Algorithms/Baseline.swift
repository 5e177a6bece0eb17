import Rollouts

/// What an algorithm subtracts from a rollout's reward.
public enum Baseline: Hashable, Codable, Sendable {
  /// b = 0: REINFORCE (Williams 1992).
  case none
  /// The same number b for every rollout.
  case constant(Double)
  /// The mean reward over all rollouts of the batch, the own one included; every rollout counts once, whatever
  /// its length. It shrinks the expected gradient by 1 − 1/N for N rollouts in all.
  case batchMean
  /// A weighted mean of the rewards of the rollout's own group.
  case group(GroupMean)

  /// The mean of the group, own rollout included, which centres GRPO and its kin.
  public static let groupMean = Baseline.group(GroupMean(weight: .uniform, ownRollout: .included))

  /// The mean of the other rollouts of the group, known as RLOO.
  ///
  /// Source: Ahmadian and others, arXiv 2402.14740.
  public static let leaveOneOut = Baseline.group(GroupMean(weight: .uniform, ownRollout: .excluded))

  /// The mean of the group weighted by length to the power α.
  ///
  /// α = 1 with the own rollout included is OPO (arXiv 2505.23585); α = 0 is the plain mean.
  public static func lengthWeighted(exponent: Double = 1, ownRollout: GroupMean.OwnRollout) -> Baseline {
    .group(GroupMean(weight: .length(exponent: exponent), ownRollout: ownRollout))
  }

  /// The mean of the group weighted by ‖∇ log π(y)‖²: the sample version of the optimal baseline b* (result 1.2).
  public static func scoreNormWeighted(ownRollout: GroupMean.OwnRollout) -> Baseline {
    .group(GroupMean(weight: .squaredScoreNorm, ownRollout: ownRollout))
  }

  /// What a rollout's advantage depends on besides its own reward.
  public enum Dependence: Sendable {
    /// The number of successes in its group, or nothing.
    case groupCount
    /// The numbers of successes in all groups of the batch.
    case batchCounts
    /// The lengths of the rollouts of its group.
    case lengths
    /// The squared score norms of the rollouts of its group, which whoever trains has to measure.
    case squaredScoreNorms
  }

  /// What the advantage depends on: theory has closed forms for counts, training measures score norms on demand.
  public var dependence: Dependence {
    switch self {
    case .none, .constant: .groupCount
    case .batchMean: .batchCounts
    case .group(let mean):
      switch mean.weight {
      case .uniform: .groupCount
      case .length: .lengths
      case .squaredScoreNorm: .squaredScoreNorms
      }
    }
  }

  func subtract(from advantages: inout [Double], of batch: Batch) throws {
    switch self {
    case .none:
      return
    case .constant(let baseline):
      for index in advantages.indices { advantages[index] -= baseline }
    case .batchMean:
      let baseline = shiftedMean(of: batch.rollouts[...])
      for index in advantages.indices { advantages[index] -= baseline }
    case .group(let mean):
      for group in 0..<batch.groupCount {
        try mean.subtract(from: &advantages, of: batch.rollouts, group: group, at: batch.group(group))
      }
    }
  }

  /// The mean reward as a deviation from the first, so that equal rewards give exactly that reward.
  private func shiftedMean(of rollouts: ArraySlice<Rollout>) -> Double {
    guard let first = rollouts.first?.reward else { return 0 }
    return first + rollouts.reduce(0) { $0 + ($1.reward - first) } / Double(rollouts.count)
  }
}
