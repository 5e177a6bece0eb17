import Rollouts

/// How a rollout's difference to its baseline becomes its advantage: scale and prompt weight.
///
/// It reads a group through its moments alone, so that the same lines serve batches, groups given by their success
/// count, and the limit of infinite groups.
struct OutcomeRule {
  let algorithm: Algorithm

  /// The advantage and the factor by which the difference was multiplied, before the batch is whitened.
  ///
  /// - Parameters:
  ///   - deviation: r − b.
  ///   - reward: r.
  func advantage(
    deviation: Double, reward: Double, group: GroupMoments, batch: BatchMoments
  ) throws -> (advantage: Double, factor: Double) {
    let divisor = scaleDivisor(group: group, batch: batch)
    guard deviation == 0 || divisor != 0 || group.size == .infinity else {
      throw AlgorithmError.zeroDivisor(scale: algorithm.scale.summary)
    }
    let factor = divisor == 0 ? 0 : 1 / divisor
    // Dividing is more accurate than multiplying with the reciprocal.
    let scaled = deviation == 0 ? 0 : deviation / divisor
    guard case .weighted(let curve, let allFail, let allSuccess, let scope) = algorithm.promptWeight else {
      return (scaled, factor)
    }
    let rate = scope == .group ? groupRate(group) : batch.rewards.mean
    let isEnd = scope == .group ? group.isDead : batch.rewards.variance == 0
    guard group.isRate && rate >= 0 && rate <= 1 else { throw AlgorithmError.notARate(rate) }
    if isEnd && rate == 0, let end = advantageAtEnd(allFail, curve.classWeightAtEnds.map { -$0.allFail }) {
      return (end, 0)
    }
    if isEnd && rate == 1, let end = advantageAtEnd(allSuccess, curve.classWeightAtEnds?.allSuccess) {
      return (end, 0)
    }
    guard scaled != 0 || !algorithm.isOutcomeLevel else { return (0, 0) }
    let weight = try curve.value(rate: rate, group: group)
    // What is 0 stays 0, even at a pole.
    guard scaled != 0 || weight.isFinite else { return (0, 0) }
    guard weight.isFinite || group.size == .infinity else { throw AlgorithmError.infiniteWeight(rate: rate) }
    return (scaled == 0 ? 0 : weight * scaled, weight * factor)
  }

  /// What is subtracted from and divided into all advantages at the end.
  ///
  /// - Throws: ``AlgorithmError/nothingToWhiten(count:unit:)`` for the sample deviation of fewer than two numbers.
  func whitening(of advantages: Moments) throws -> (shift: Double, divisor: Double) {
    switch algorithm.scale {
    case .batchCentring: return (advantages.mean, 1)
    case .batchWhitening(let deviation, let unit):
      guard advantages.count >= 2 || deviation.divisor == .population && advantages.count >= 1 else {
        throw AlgorithmError.nothingToWhiten(count: Int(advantages.count), unit: unit)
      }
      return (advantages.mean, deviation.value(of: advantages))
    default: return (0, 1)
    }
  }

  private func scaleDivisor(group: GroupMoments, batch: BatchMoments) -> Double {
    switch algorithm.scale {
    case .none, .batchWhitening, .batchCentring: 1
    case .groupDeviation(let deviation):
      deviation.value(
        of: group.size > 1 ? group.rewards : Moments(count: .infinity, mean: 0, variance: 1))
    case .batchDeviation(let deviation): deviation.value(of: batch.rewards)
    case .liveGroupShare(let epsilon): batch.liveGroupShare + epsilon
    case .nonzeroRewardShare: batch.nonzeroRewardShare
    }
  }

  /// The success rate of a group; a lone rollout that keeps its raw reward has a group mean of 0.
  private func groupRate(_ group: GroupMoments) -> Double {
    if group.size == 1, case .group(let mean) = algorithm.baseline, mean.groupOfOne == .rawReward { return 0 }
    return group.rewards.mean
  }

  private func advantageAtEnd(_ end: PromptWeight.End, _ signed: Double?) -> Double? {
    switch end {
    case .signed: signed
    case .formula: nil
    case .advantage(let advantage): advantage
    }
  }
}

/// (x − shift) / divisor, where exactly 0 stays 0 even if the divisor is 0 too.
func whiten(_ value: Double, _ whitening: (shift: Double, divisor: Double)) -> Double {
  let deviation = value - whitening.shift
  return deviation == 0 ? 0 : deviation / whitening.divisor
}
