/// What stands in the loss of a token for the policy's gradient; A is the advantage, k = ℓ − ℓ_old the log-ratio, and
/// ρ = exp k.
///
/// On policy (k = 0) all of them have the gradient −A ∇ℓ.
public enum Surrogate: AlgorithmPart {
  /// −A ℓ: REINFORCE.
  case policyGradient
  /// max(−A ρ, −A clip(ρ, 1 − low, 1 + high)), and for A < 0 at most −A · dual: PPO.
  case clipped(ClippedSurrogate)
  /// −sg[clip(ρ, low, high)] A ℓ: the gradient flows through ℓ alone, so that no token is dropped (CISPO,
  /// arXiv 2506.13585). Without bounds it is the importance-weighted policy gradient.
  case cappedRatio(low: Double?, high: Double?, logRatioLimit: Double?, over: RatioDenominator)

  /// Whose log-probabilities ρ divides by.
  public enum RatioDenominator: String, CaseIterable, Sendable {
    /// The policy at the start of the update.
    case old
    /// The sampler, as it generated the response.
    case behavior
  }

  /// Every kind of surrogate with its defaults.
  public static let prototypes: [Surrogate] = [
    .policyGradient, .clipped(ClippedSurrogate()),
    .clipped(ClippedSurrogate(low: 3e-4, high: 4e-4, level: .sequenceMean)),
    .cappedRatio(low: nil, high: nil, logRatioLimit: nil, over: .old),
  ]

  /// The surrogate as kind and fields.
  public var record: PartRecord {
    switch self {
    case .policyGradient: PartRecord("policyGradient")
    case .clipped(let clipped): clipped.record
    case .cappedRatio(let low, let high, let limit, let denominator):
      PartRecord(
        "cappedRatio",
        [
          "low": low.map { .number($0) } ?? .none, "high": high.map { .number($0) } ?? .none,
          "logRatioLimit": limit.map { .number($0) } ?? .none, "over": .text(denominator.rawValue),
        ])
    }
  }

  /// The surrogate that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "clipped", "sequenceRatio": self = .clipped(try ClippedSurrogate(record))
    case "cappedRatio":
      self = .cappedRatio(
        low: try record.limit("low", in: 0...(.infinity)),
        high: try record.limit("high", in: 0...(.infinity)),
        logRatioLimit: try record.limit("logRatioLimit", in: 0...(.infinity)), over: try record.word("over"))
    default: self = .policyGradient
    }
  }

  /// The surrogate as a phrase for tables.
  public var summary: String {
    switch self {
    case .policyGradient: "policy gradient"
    case .clipped(let clipped): clipped.summary
    case .cappedRatio(let low, let high, _, _):
      "ratio in [\(Setting.number(low ?? 0)), \(high.map { "\(Setting.number($0))" } ?? "∞")], stopped"
    }
  }
}
