import Rollouts

/// What happens to a verifier's reward before anything is computed from it.
public enum RewardTransform: AlgorithmPart {
  /// The reward as it is.
  case none
  /// +1 where the trajectory's reward exceeds the threshold, −1 otherwise; the threshold nil is the mean over the
  /// trajectories of the batch.
  ///
  /// The rollouts of a trajectory share its label; its reward is their mean. Where all rewards are equal nothing
  /// exceeds their mean, and every label is −1. Source: C-RF, arXiv 2606.17250, as its public reproduction has it.
  case labels(threshold: Double?)
  /// The reward, kept between two bounds.
  case clipped(low: Double, high: Double)
  /// The reward minus a penalty on responses that come close to the length limit: with L_max, the buffer L_c and
  /// the factor f, r + min(0, −f (L − (L_max − L_c)) / L_c).
  ///
  /// Capped, the excess counts as at most L_c, so that the penalty never exceeds f; uncapped, it grows beyond
  /// L_max. Source: DAPO, arXiv 2503.14476.
  case overlongPenalty(maximumLength: Int, buffer: Int, factor: Double, capped: Bool)

  /// Every kind of transform with its defaults.
  public static let prototypes: [RewardTransform] = [
    .none, .labels(threshold: 0), .clipped(low: -1, high: 1),
    .overlongPenalty(maximumLength: 20480, buffer: 4096, factor: 1, capped: false),
  ]

  /// The transform as kind and fields.
  public var record: PartRecord {
    switch self {
    case .none: PartRecord("none")
    case .labels(let threshold): PartRecord("labels", ["threshold": threshold.map { .number($0) } ?? .none])
    case .clipped(let low, let high): PartRecord("clipped", ["low": .number(low), "high": .number(high)])
    case .overlongPenalty(let maximumLength, let buffer, let factor, let capped):
      PartRecord(
        "overlongPenalty",
        [
          "maximumLength": .number(Double(maximumLength)), "buffer": .number(Double(buffer)),
          "factor": .number(factor), "capped": .flag(capped),
        ])
    }
  }

  /// The transform that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "labels": self = .labels(threshold: try record.limit("threshold"))
    case "clipped":
      let low = try record.number("low")
      self = .clipped(low: low, high: try record.number("high", in: low...(.infinity)))
    case "overlongPenalty":
      self = .overlongPenalty(
        maximumLength: try record.integer("maximumLength", atLeast: 1),
        buffer: try record.integer("buffer", atLeast: 1),
        factor: try record.number("factor", in: 0...(.infinity)),
        capped: try record.flag("capped"))
    default: self = .none
    }
  }

  /// The transform as a phrase for tables.
  public var summary: String {
    switch self {
    case .none: "none"
    case .labels(let threshold): "±1 above \(threshold.map { "\(Setting.number($0))" } ?? "the batch mean")"
    case .clipped(let low, let high): "clipped to [\(Setting.number(low)), \(Setting.number(high))]"
    case .overlongPenalty(let maximumLength, let buffer, let factor, let capped):
      "−\(Setting.number(factor)) over the last \(buffer) of \(maximumLength) tokens"
        + (capped ? ", capped" : "")
    }
  }

  /// What the transformed reward depends on besides the reward.
  ///
  /// The overlong penalty counts as no dependence: theory speaks of responses that stay clear of the length limit.
  var dependence: Dependence {
    if case .labels(nil) = self { .batchCounts } else { .groupCount }
  }

  /// The transformed rewards, in the order of the batch.
  func rewards(of batch: Batch) -> [Double] {
    switch self {
    case .none: batch.rollouts.map(\.reward)
    case .labels: labels(of: batch)
    case .clipped: batch.rollouts.map { value(of: $0.reward, batchMean: 0) }
    case .overlongPenalty(let maximumLength, let buffer, let factor, let capped):
      batch.rollouts.map { rollout in
        let excess = max(0, rollout.length - (maximumLength - buffer))
        return rollout.reward - factor * Double(capped ? min(excess, buffer) : excess) / Double(buffer)
      }
    }
  }

  /// The transformed reward of a trajectory of one rollout, far from any length limit.
  func value(of reward: Double, batchMean: Double) -> Double {
    switch self {
    case .none, .overlongPenalty: reward
    case .labels(let threshold): reward > (threshold ?? batchMean) ? 1 : -1
    case .clipped(let low, let high): min(max(reward, low), high)
    }
  }

  private func labels(of batch: Batch) -> [Double] {
    let trajectories = Trajectories(of: batch)
    let means = trajectories.members.map { members in
      Moments(members.map { batch.rollouts[$0].reward }).mean
    }
    let mean = Moments(means).mean
    return trajectories.indexOfRollout.map { value(of: means[$0], batchMean: mean) }
  }
}
