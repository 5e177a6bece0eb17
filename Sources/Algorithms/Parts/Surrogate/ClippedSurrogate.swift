/// PPO's clipped surrogate with a ratio for every token or for a whole response.
public struct ClippedSurrogate: Hashable, Sendable {
  /// What the ratio compares.
  public enum Level: String, CaseIterable, Sendable {
    /// Every token has its own ratio.
    case token
    /// exp of the mean log-ratio over a response: GSPO (arXiv 2507.18071).
    case sequenceMean
    /// exp of the summed log-ratio over a response, the likelihood ratio itself.
    case sequenceSum
  }

  /// The ratio's lower bound is 1 − low.
  public var low: Double
  /// The ratio's upper bound is 1 + high.
  public var high: Double
  /// c ≥ 1 of the dual clip: a negative advantage's loss is at most −A c; nil without.
  public var dual: Double?
  /// A cap on the ratio before clipping, which also stops its gradient; nil without.
  public var ratioCap: Double?
  /// The log-ratio is kept within ± this, for sequences only below it; nil without.
  public var logRatioLimit: Double?
  /// What the ratio compares.
  public var level: Level

  /// A clipped surrogate.
  public init(
    low: Double = 0.2, high: Double = 0.2, dual: Double? = nil, ratioCap: Double? = nil,
    logRatioLimit: Double? = nil, level: Level = .token
  ) {
    self.low = low
    self.high = high
    self.dual = dual
    self.ratioCap = ratioCap
    self.logRatioLimit = logRatioLimit
    self.level = level
  }

  var record: PartRecord {
    var record = PartRecord(
      level == .token ? "clipped" : "sequenceRatio",
      [
        "low": .number(low), "high": .number(high), "dual": dual.map { .number($0) } ?? .none,
        "ratioCap": ratioCap.map { .number($0) } ?? .none,
        "logRatioLimit": logRatioLimit.map { .number($0) } ?? .none,
      ])
    if level != .token { record.fields.append(PartRecord.Field(name: "level", value: .text(level.rawValue))) }
    return record
  }

  init(_ record: PartRecord) throws {
    self.init(
      low: try record.number("low", in: 0...(.infinity)),
      high: try record.number("high", in: 0...(.infinity)),
      dual: try record.limit("dual", in: 1...(.infinity)),
      ratioCap: try record.limit("ratioCap", in: 0...(.infinity)),
      logRatioLimit: try record.limit("logRatioLimit", in: 0...(.infinity)),
      level: record.kind == "clipped" ? .token : try record.word("level"))
    guard record.kind == "clipped" || level != .token else {
      throw SettingError.illegal(name: "level", value: .text("token"), legal: "sequenceMean or sequenceSum")
    }
  }

  var summary: String {
    let ratio =
      switch level {
      case .token: "ratio"
      case .sequenceMean: "mean sequence ratio"
      case .sequenceSum: "sequence ratio"
      }
    return "\(ratio) clipped to [1 − \(Setting.number(low)), 1 + \(Setting.number(high))]"
      + (dual.map { ", dual clip \(Setting.number($0))" } ?? "")
  }
}
