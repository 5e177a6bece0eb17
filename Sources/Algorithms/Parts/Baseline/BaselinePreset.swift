/// The baselines whose variance is compared, by name.
///
/// The raw values are the keys of every JSON output and of the study's files.
public enum BaselinePreset: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// No baseline (REINFORCE).
  case none
  /// The mean of all rollouts of the batch.
  case batchMean
  /// The mean of the group (GRPO's and Dr. GRPO's centring).
  case mean
  /// The mean of the others (RLOO).
  case leaveOneOut
  /// The mean weighted by length (OPO).
  case lengthWeighted
  /// The mean of the others, weighted by length.
  case lengthWeightedLeaveOneOut
  /// The mean weighted by squared score norm.
  case scoreNormWeighted
  /// The mean of the others, weighted by squared score norm.
  case scoreNormWeightedLeaveOneOut

  /// The baseline of this name.
  public var baseline: Baseline {
    switch self {
    case .none: .none
    case .batchMean: .batchMean(over: .rollouts)
    case .mean: .groupMean
    case .leaveOneOut: .leaveOneOut
    case .lengthWeighted: .lengthWeighted(ownRollout: .included)
    case .lengthWeightedLeaveOneOut: .lengthWeighted(ownRollout: .excluded)
    case .scoreNormWeighted: .scoreNormWeighted(ownRollout: .included)
    case .scoreNormWeightedLeaveOneOut: .scoreNormWeighted(ownRollout: .excluded)
    }
  }

  /// Whether an advantage is a function of reward and success count alone, for which theory has closed forms.
  public var isCountBased: Bool { baseline.dependence == .groupCount }

  /// The name as a person reads it in tables and figures; LOO is leave-one-out.
  public var title: String {
    switch self {
    case .none: "none"
    case .batchMean: "batch mean"
    case .mean: "group mean"
    case .leaveOneOut: "leave-one-out"
    case .lengthWeighted: "length-weighted"
    case .lengthWeightedLeaveOneOut: "length-weighted LOO"
    case .scoreNormWeighted: "score-norm-weighted"
    case .scoreNormWeightedLeaveOneOut: "score-norm-weighted LOO"
    }
  }
}
