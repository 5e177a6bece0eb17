/// The exact signs and ratios of an algorithm's advantages in groups given by their success counts.
///
/// The baseline is subtracted in exact fractions, by the code that subtracts it in doubles; scale and prompt weight are
/// factors of a group, of which the sign counts. Numbers are taken as they are written, so that b = 0.1 is one tenth.
///
/// Centring and whitening over the batch subtract one number from all advantages. It is exact where the advantages of every
/// group sum to 0, where all groups have the same two advantages, and in finite batches without a prompt weight of groups;
/// elsewhere, and for written numbers of more than 17 decimals, directions are rounded.
package struct AdvantageDirections: Sendable {
  private let advantages: CountAdvantages
  private let batchMean: Fraction
  private let shift: Fraction
  /// What rounding may leave where a batch's mean is subtracted from an advantage that equals it; 0 without such a mean.
  private let residue: Double

  /// The directions under an algorithm.
  ///
  /// - Parameters:
  ///   - advantages: its advantages.
  ///   - batchRate: the success rate of the batch, where that is a distribution of groups.
  /// - Throws: ``AlgorithmError`` where the rule is not defined for one of the batch's groups.
  package init(of advantages: CountAdvantages, batchRate: Double? = nil) throws {
    self.advantages = advantages
    batchMean = advantages.exactBatchMean(batchRate: batchRate)
    shift = try advantages.exactShift(batchMean: batchMean, batchRate: batchRate)
    residue = try advantages.residueOfShift
  }

  /// The direction in a group; 0 for an outcome that does not occur in it.
  ///
  /// - Throws: ``AlgorithmError`` where the rule is not defined for this group.
  package func direction(of group: SuccessCount) throws -> AdvantageDirection {
    let exact = try advantages.exactAdvantages(of: group, batchMean: batchMean)
    let direction = AdvantageDirection(
      success: exact.success.map { $0 - shift } ?? Fraction(0),
      failure: exact.failure.map { $0 - shift } ?? Fraction(0))
    if let direction { return direction }
    let rounded = try advantages.advantages(of: group)
    return AdvantageDirection(rounding: rounded.success, rounded.failure, residue: residue)
  }
}

extension CountAdvantages {
  /// The mean transformed reward of the batch; out of reach where groups are resampled amid infinitely many.
  fileprivate func exactBatchMean(batchRate: Double?) -> Fraction {
    let success = Fraction(written: outcomes.success)
    let failure = Fraction(written: outcomes.failure)
    if isDistribution {
      guard let batchRate, !rule.algorithm.selection.resamplesDeadGroups else { return .outOfReach }
      return failure + (success - failure) * Fraction(written: batchRate)
    }
    var successes: Int128 = 0
    var rollouts: Int128 = 0
    for (group, weight) in surroundings {
      successes += Int128(weight) * Int128(group.sizes.successes)
      rollouts += Int128(weight) * Int128(group.sizes.all)
    }
    return failure + (success - failure) * Fraction(successes, over: rollouts)
  }

  /// What whitening or centring over the batch subtracts; 0 for other scales.
  fileprivate func exactShift(batchMean: Fraction, batchRate: Double?) throws -> Fraction {
    switch rule.algorithm.scale {
    case .batchCentring, .batchWhitening: break
    default: return Fraction(0)
    }
    var total = Fraction(0)
    var rollouts: Int128 = 0
    var successDeviations = Set<Fraction>()
    var failureDeviations = Set<Fraction>()
    var allCancel = true
    for (group, weight) in surroundings {
      let exact = try exactAdvantages(of: group, batchMean: batchMean)
      let sum =
        Fraction(Int128(group.sizes.successes)) * (exact.success ?? Fraction(0))
        + Fraction(Int128(group.sizes.failures)) * (exact.failure ?? Fraction(0))
      if !isDistribution { total = total + Fraction(Int128(weight)) * sum }
      rollouts += Int128(group.sizes.all) * (isDistribution ? 0 : Int128(weight))
      if group.hasSuccess { successDeviations.insert(exact.success ?? Fraction(0)) }
      if group.hasFailure { failureDeviations.insert(exact.failure ?? Fraction(0)) }
      if sum != Fraction(0) { allCancel = false }
    }
    // Multiples that cancel in every group cancel whatever multiples they are of.
    if allCancel { return Fraction(0) }
    guard !weighsGroups else { return .outOfReach }
    guard isDistribution else { return total / Fraction(rollouts) }
    guard let batchRate, !rule.algorithm.selection.resamplesDeadGroups, successDeviations.count == 1,
      failureDeviations.count == 1, let success = successDeviations.first,
      let failure = failureDeviations.first
    else { return .outOfReach }
    return failure + (success - failure) * Fraction(written: batchRate)
  }

  /// A trillionth of the largest advantage in the batch where its mean is subtracted; otherwise 0.
  fileprivate var residueOfShift: Double {
    get throws {
      switch rule.algorithm.scale {
      case .batchCentring, .batchWhitening: break
      default: return 0
      }
      var largest = 0.0
      for (group, _) in surroundings {
        let (success, failure) = try advantages(of: group)
        largest = max(largest, abs(success), abs(failure))
      }
      return 1e-12 * largest
    }
  }

  /// Whether groups have weights of their own, so that exact multiples of their advantages do not add up.
  private var weighsGroups: Bool {
    if case .weighted(_, _, _, .group) = rule.algorithm.promptWeight { true } else { false }
  }

  /// Positive multiples of A(1, k) and A(0, k) before whitening, the advantages themselves without a prompt weight and a
  /// scale; nil for an outcome that does not occur, or does not train.
  fileprivate func exactAdvantages(
    of group: SuccessCount, batchMean: Fraction
  ) throws -> (success: Fraction?, failure: Fraction?) {
    guard rule.algorithm.selection.keeps(group), case .finite(let successes, let size) = group else {
      return (nil, nil)
    }
    let moments = GroupMoments(of: group, outcomes: outcomes)
    let (success, failure) = (Fraction(written: outcomes.success), Fraction(written: outcomes.failure))
    let means = RewardMeans(
      groupSize: Fraction(Int128(size)),
      groupMean: failure + (success - failure) * Fraction(Int128(successes), over: Int128(size)),
      runnerUp: moments.runnerUp.map { Fraction(written: $0) }, batchMean: batchMean,
      batchTokenMean: batchMean)
    func advantage(of reward: Double) throws -> Fraction? {
      guard rule.algorithm.selection.keeps(reward: reward, in: moments) else { return nil }
      let baseline = rule.algorithm.baseline
      let rounded = try rule.advantage(
        deviation: baseline.deviation(of: reward, in: RewardMeans(group: moments, batch: batch)),
        reward: reward, group: moments, batch: batch)
      // What a dead group is given apart has no factor.
      if rounded.factor == 0 { return Fraction(written: rounded.advantage) }
      let deviation = try baseline.deviation(of: Fraction(written: reward), in: means)
      return rounded.factor < 0 ? Fraction(0) - deviation : deviation
    }
    return (
      group.hasSuccess ? try advantage(of: outcomes.success) : nil,
      group.hasFailure ? try advantage(of: outcomes.failure) : nil
    )
  }
}
