/// How the losses of tokens become one number: Σ_i S_i / D_i, with S_i the sum over the tokens of rollout i.
public enum Aggregation: AlgorithmPart {
  /// What becomes of a rollout without a token that counts.
  public enum EmptyRollouts: String, CaseIterable, Sendable {
    /// It counts as a rollout of loss 0.
    case counted
    /// The mean is over the other rollouts.
    case dropped
  }

  /// Whose mean is taken on either side of a class balance.
  public enum BalancedUnit: String, CaseIterable, Sendable {
    /// Every rollout counts once.
    case rollouts
    /// Every trajectory of rollouts counts once.
    case trajectories
  }

  /// D_i = the number of tokens of the batch: long responses weigh more.
  case tokenMean
  /// D_i = N (L_i + ε): every rollout weighs the same.
  case sequenceMeanOfTokenMean(emptyRollouts: EmptyRollouts, epsilon: Double = 0)
  /// D_i = N: the plain policy gradient.
  case sequenceMeanOfTokenSum(emptyRollouts: EmptyRollouts)
  /// D_i = N C for a constant length C (nil: the number of positions of the longest response, padding included), or
  /// C alone where rollouts are summed: Dr. GRPO (arXiv 2503.20783).
  case constantLength(Double?, emptyRollouts: EmptyRollouts, sumsRollouts: Bool)
  /// D_i = 1.
  case tokenSum
  /// The mean of rollouts' token means on the side of positive and on the side of negative advantages; the result is
  /// the mean over the sides that occur.
  case classBalanced(over: BalancedUnit)

  /// Every kind of aggregation with its defaults.
  public static let prototypes: [Aggregation] = [
    .sequenceMeanOfTokenSum(emptyRollouts: .counted), .sequenceMeanOfTokenMean(emptyRollouts: .counted),
    .tokenMean, .constantLength(nil, emptyRollouts: .counted, sumsRollouts: false), .tokenSum,
    .classBalanced(over: .rollouts),
  ]

  /// The aggregation as kind and fields.
  public var record: PartRecord {
    switch self {
    case .tokenMean: PartRecord("tokenMean")
    case .sequenceMeanOfTokenMean(let empty, let epsilon):
      PartRecord(
        "sequenceMeanOfTokenMean", ["emptyRollouts": .text(empty.rawValue), "epsilon": .number(epsilon)])
    case .sequenceMeanOfTokenSum(let empty):
      PartRecord("sequenceMeanOfTokenSum", ["emptyRollouts": .text(empty.rawValue)])
    case .constantLength(let length, let empty, let sums):
      PartRecord(
        "constantLength",
        [
          "length": length.map { .number($0) } ?? .none, "emptyRollouts": .text(empty.rawValue),
          "sumsRollouts": .flag(sums),
        ])
    case .tokenSum: PartRecord("tokenSum")
    case .classBalanced(let unit): PartRecord("classBalanced", ["over": .text(unit.rawValue)])
    }
  }

  /// The aggregation that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "tokenMean": self = .tokenMean
    case "sequenceMeanOfTokenMean":
      self = .sequenceMeanOfTokenMean(
        emptyRollouts: try record.word("emptyRollouts"),
        epsilon: try record.number("epsilon", in: 0...(.infinity)))
    case "constantLength":
      self = .constantLength(
        record["length"] == .none ? nil : try record.positive("length"),
        emptyRollouts: try record.word("emptyRollouts"), sumsRollouts: try record.flag("sumsRollouts"))
    case "tokenSum": self = .tokenSum
    case "classBalanced": self = .classBalanced(over: try record.word("over"))
    default: self = .sequenceMeanOfTokenSum(emptyRollouts: try record.word("emptyRollouts"))
    }
  }

  /// Whether a rollout's share depends on rollouts of other groups, beyond their number.
  var couplesGroups: Bool {
    switch self {
    case .tokenMean, .classBalanced, .constantLength(nil, _, _), .sequenceMeanOfTokenMean(.dropped, _),
      .sequenceMeanOfTokenSum(.dropped), .constantLength(_, .dropped, _):
      true
    case .sequenceMeanOfTokenMean, .sequenceMeanOfTokenSum, .constantLength, .tokenSum: false
    }
  }

  /// The aggregation as a phrase for tables.
  public var summary: String {
    switch self {
    case .tokenMean: "mean over tokens"
    case .sequenceMeanOfTokenMean: "mean over rollouts of token means"
    case .sequenceMeanOfTokenSum: "mean over rollouts of token sums"
    case .constantLength(let length, _, let sums):
      (sums ? "sum" : "mean") + " over rollouts of token sums / "
        + (length.map { "\(Setting.number($0))" } ?? "longest response")
    case .tokenSum: "sum over tokens"
    case .classBalanced(let unit): "mean over \(unit.rawValue) of each side, sides balanced"
    }
  }
}
