/// Which rollouts train.
public enum Selection: AlgorithmPart {
  /// What becomes of a group of one, whose rewards are trivially all equal.
  public enum GroupOfOne: String, CaseIterable, Sendable {
    /// It trains.
    case kept
    /// It is dead like any group of equal rewards.
    case dropped
  }

  /// All.
  case all
  /// Rollouts with a reward above 0; the others get advantage 0 and still count in every mean.
  case positivesOnly
  /// The rollouts with the largest reward of their group; the others get advantage 0 and still count in every mean.
  case bestOfGroup
  /// Rollouts of groups that are not dead; the others get advantage 0 and still count in every mean.
  case dropDeadGroups(groupOfOne: GroupOfOne)
  /// Dead groups are replaced by fresh ones until the batch is full, and count in no mean: DAPO's dynamic sampling
  /// (arXiv 2503.14476).
  case resampleDeadGroups(groupOfOne: GroupOfOne)
  /// Rollouts whose policy has moved at most δ from the one that sampled them, in mean Bernoulli KL over their
  /// tokens; the others get advantage 0 and still count in every mean.
  ///
  /// With p the probability of a token when it was sampled and q now, a token has moved by
  /// p log(p/q) + (1 − p) log((1 − p)/(1 − q)). On policy nothing has moved. Source: FlashREINFORCE.
  case sequenceTrustRegion(limit: Double)

  /// Every kind of selection with its defaults.
  public static let prototypes: [Selection] = [
    .all, .positivesOnly, .bestOfGroup, .dropDeadGroups(groupOfOne: .dropped),
    .resampleDeadGroups(groupOfOne: .kept), .sequenceTrustRegion(limit: 1e-3),
  ]

  /// The selection as kind and fields.
  public var record: PartRecord {
    switch self {
    case .all: PartRecord("all")
    case .positivesOnly: PartRecord("positivesOnly")
    case .bestOfGroup: PartRecord("bestOfGroup")
    case .dropDeadGroups(let one): PartRecord("dropDeadGroups", ["groupOfOne": .text(one.rawValue)])
    case .resampleDeadGroups(let one): PartRecord("resampleDeadGroups", ["groupOfOne": .text(one.rawValue)])
    case .sequenceTrustRegion(let limit): PartRecord("sequenceTrustRegion", ["limit": .number(limit)])
    }
  }

  /// The selection that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "positivesOnly": self = .positivesOnly
    case "bestOfGroup": self = .bestOfGroup
    case "dropDeadGroups": self = .dropDeadGroups(groupOfOne: try record.word("groupOfOne"))
    case "resampleDeadGroups": self = .resampleDeadGroups(groupOfOne: try record.word("groupOfOne"))
    case "sequenceTrustRegion": self = .sequenceTrustRegion(limit: try record.positive("limit"))
    default: self = .all
    }
  }

  /// The selection as a phrase for tables.
  public var summary: String {
    switch self {
    case .all: "all"
    case .positivesOnly: "successes"
    case .bestOfGroup: "best of the group"
    case .dropDeadGroups: "groups that are not dead"
    case .resampleDeadGroups: "dead groups resampled"
    case .sequenceTrustRegion(let limit): "rollouts that moved by KL ≤ \(Setting.number(limit))"
    }
  }

  /// Whether dead groups are no part of the batch that is trained on.
  public var resamplesDeadGroups: Bool {
    if case .resampleDeadGroups = self { true } else { false }
  }

  /// Whether a rollout trains, as far as its transformed reward decides.
  func keeps(reward: Double, in group: GroupMoments) -> Bool {
    switch self {
    case .positivesOnly: reward > 0
    case .bestOfGroup: reward == group.best
    default: true
    }
  }

  /// Whether a group trains, by the verifier's outcomes: what a length penalty makes of equal outcomes does not bring a
  /// dead group to life.
  func keepsGroup(isDead: Bool, size: Double) -> Bool {
    switch self {
    case .dropDeadGroups(let one), .resampleDeadGroups(let one): !isDead || (size == 1 && one == .kept)
    default: true
    }
  }
}
