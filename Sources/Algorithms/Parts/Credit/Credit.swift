/// How a rollout's reward reaches its tokens.
public enum Credit: AlgorithmPart {
  /// Every token that counts has the rollout's advantage.
  case outcome
  /// Every token has the rewards that are still to come, G_t = Σ_{s ≥ t} γ^{s − t} r_s, minus the rollout's baseline.
  ///
  /// Where rollouts have no rewards for their tokens, the outcome arrives with the last token that counts.
  case rewardToGo(discount: Double, gaps: Gaps)

  /// What happens to the return at positions inside a response that the mask leaves out.
  public enum Gaps: String, CaseIterable, Sendable {
    /// The return passes through, without discount.
    case skipped
    /// The position is a step like any other, with reward 0.
    case stepped
    /// The return starts afresh at 0 before the gap, so that earlier tokens get nothing of later rewards.
    case reset
  }

  /// Every kind of credit with its defaults.
  public static let prototypes: [Credit] = [.outcome, .rewardToGo(discount: 1, gaps: .skipped)]

  /// The credit as kind and fields.
  public var record: PartRecord {
    switch self {
    case .outcome: PartRecord("outcome")
    case .rewardToGo(let discount, let gaps):
      PartRecord("rewardToGo", ["discount": .number(discount), "gaps": .text(gaps.rawValue)])
    }
  }

  /// The credit that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    if record.kind == "rewardToGo" {
      self = .rewardToGo(discount: try record.number("discount", in: 0...1), gaps: try record.word("gaps"))
    } else {
      self = .outcome
    }
  }

  /// The credit as a phrase for tables.
  public var summary: String {
    switch self {
    case .outcome: "the outcome, for every token"
    case .rewardToGo(let discount, let gaps):
      "reward to go" + (discount == 1 ? "" : ", discount \(Setting.number(discount))")
        + (gaps == .skipped ? "" : ", gaps \(gaps.rawValue)")
    }
  }

  var dependence: Dependence { self == .outcome ? .groupCount : .tokens }
}
