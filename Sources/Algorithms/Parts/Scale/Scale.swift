/// What the difference between reward and baseline is divided by.
///
/// Edge cases: what is exactly 0 stays 0, so that a dead group has no advantage whatever its deviation; the deviation
/// of a group of one counts as 1 before ε.
public enum Scale: AlgorithmPart {
  /// 1.
  case none
  /// The standard deviation of the group's rewards: GRPO (arXiv 2402.03300).
  case groupDeviation(Deviation)
  /// The standard deviation of all rewards of the batch, each rollout counting once.
  case batchDeviation(Deviation)
  /// Subtracts the mean of the batch's advantages and divides by their standard deviation.
  case batchWhitening(Deviation, over: BatchUnit)
  /// Subtracts the mean of the batch's advantages and divides by nothing.
  case batchCentring(over: BatchUnit)
  /// The share of groups that are not dead, plus ε: GPG (arXiv 2504.02546) makes up for groups without a signal.
  case liveGroupShare(epsilon: Double)
  /// The share of rollouts whose reward is not 0, which one library has in place of the share of live groups.
  case nonzeroRewardShare

  /// Every kind of scale with its defaults.
  public static let prototypes: [Scale] = [
    .none, .groupDeviation(Deviation(.population)), .batchDeviation(Deviation(.population)),
    .batchWhitening(Deviation(.population), over: .rollouts), .batchCentring(over: .rollouts),
    .liveGroupShare(epsilon: 0), .nonzeroRewardShare,
  ]

  /// The scale as kind and fields.
  public var record: PartRecord {
    switch self {
    case .none: PartRecord("none")
    case .groupDeviation(let deviation): PartRecord("groupDeviation").adding(deviation)
    case .batchDeviation(let deviation): PartRecord("batchDeviation").adding(deviation)
    case .batchWhitening(let deviation, let unit):
      PartRecord("batchWhitening").adding(deviation).adding("over", .text(unit.rawValue))
    case .batchCentring(let unit): PartRecord("batchCentring", ["over": .text(unit.rawValue)])
    case .liveGroupShare(let epsilon): PartRecord("liveGroupShare", ["epsilon": .number(epsilon)])
    case .nonzeroRewardShare: PartRecord("nonzeroRewardShare")
    }
  }

  /// The scale that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "groupDeviation": self = .groupDeviation(try record.deviation())
    case "batchDeviation": self = .batchDeviation(try record.deviation())
    case "batchWhitening":
      self = .batchWhitening(try record.deviation(), over: try record.word("over"))
    case "batchCentring": self = .batchCentring(over: try record.word("over"))
    case "liveGroupShare": self = .liveGroupShare(epsilon: try record.number("epsilon", in: 0...(.infinity)))
    case "nonzeroRewardShare": self = .nonzeroRewardShare
    default: self = .none
    }
  }

  /// The scale as a phrase for tables.
  public var summary: String {
    switch self {
    case .none: "none"
    case .groupDeviation(let deviation): "group \(deviation.summary)"
    case .batchDeviation(let deviation): "batch \(deviation.summary)"
    case .batchWhitening(let deviation, let unit):
      "whitened over the batch's \(unit.rawValue), \(deviation.summary)"
    case .batchCentring(let unit): "centred over the batch's \(unit.rawValue)"
    case .liveGroupShare(let epsilon):
      "share of live groups" + (epsilon == 0 ? "" : " + \(Setting.number(epsilon))")
    case .nonzeroRewardShare: "share of non-zero rewards"
    }
  }

  /// Whether the divisor is a statistic of the whole batch.
  var readsBatch: Bool {
    switch self {
    case .none, .groupDeviation: false
    default: true
    }
  }

  var dependence: Dependence {
    switch self {
    case .none, .groupDeviation: .groupCount
    case .batchDeviation, .liveGroupShare, .nonzeroRewardShare: .batchCounts
    case .batchWhitening(_, let unit), .batchCentring(let unit): unit == .tokens ? .lengths : .batchCounts
    }
  }

  /// What counts once when the batch is whitened.
  var batchUnit: BatchUnit {
    switch self {
    case .batchWhitening(_, let unit), .batchCentring(let unit): unit
    default: .rollouts
    }
  }
}
