/// What keeps the policy near a reference policy: β times an estimate of their KL; β = 0 asks for no reference.
public enum Regularizer: AlgorithmPart {
  /// Nothing.
  case none
  /// Added to every token's loss; with `importanceWeighted` multiplied by the ratio ρ to the old policy.
  case klInLoss(coefficient: Double, KLEstimator, importanceWeighted: Bool)
  /// Subtracted from the rewards before advantages are computed, over whole rollouts or token by token.
  case klInReward(coefficient: Double, KLEstimator, over: BatchUnit)

  /// Every kind of regularizer with its defaults.
  public static let prototypes: [Regularizer] = [
    .none, .klInLoss(coefficient: 0.001, KLEstimator(.k3), importanceWeighted: false),
    .klInReward(coefficient: 0.001, KLEstimator(.k1), over: .rollouts),
  ]

  /// The regularizer as kind and fields.
  public var record: PartRecord {
    switch self {
    case .none: PartRecord("none")
    case .klInLoss(let coefficient, let estimator, let weighted):
      PartRecord("klInLoss", ["coefficient": .number(coefficient), "importanceWeighted": .flag(weighted)])
        .adding(estimator)
    case .klInReward(let coefficient, let estimator, let unit):
      PartRecord("klInReward", ["coefficient": .number(coefficient), "over": .text(unit.rawValue)])
        .adding(estimator)
    }
  }

  /// The regularizer that a complete record describes.
  ///
  /// - Throws: ``SettingError`` where a value is illegal.
  public init(complete record: PartRecord) throws {
    switch record.kind {
    case "klInLoss":
      self = .klInLoss(
        coefficient: try record.number("coefficient", in: 0...(.infinity)), try record.estimator(),
        importanceWeighted: try record.flag("importanceWeighted"))
    case "klInReward":
      self = .klInReward(
        coefficient: try record.number("coefficient", in: 0...(.infinity)), try record.estimator(),
        over: try record.word("over"))
    default: self = .none
    }
  }

  /// The regularizer as a phrase for tables.
  public var summary: String {
    switch self {
    case .none: "none"
    case .klInLoss(let coefficient, let estimator, _):
      "\(Setting.number(coefficient)) × KL (\(estimator.kind.rawValue)) in the loss"
    case .klInReward(let coefficient, let estimator, let unit):
      "\(Setting.number(coefficient)) × KL (\(estimator.kind.rawValue)) off the \(unit.rawValue)' rewards"
    }
  }

  /// A KL in the reward makes advantages depend on tokens, whichever way it is summed.
  var dependence: Dependence {
    if case .klInReward = self { .tokens } else { .groupCount }
  }
}

extension PartRecord {
  fileprivate func adding(_ estimator: KLEstimator) -> PartRecord {
    var record = self
    record.fields += [
      Field(name: "estimator", value: .text(estimator.kind.rawValue)),
      Field(name: "logRatioLimit", value: estimator.logRatioLimit.map { .number($0) } ?? .none),
      Field(name: "valueLimit", value: estimator.valueLimit.map { .number($0) } ?? .none),
      Field(name: "usesGradientOfK2", value: .flag(estimator.usesGradientOfK2)),
    ]
    return record
  }

  fileprivate func estimator() throws -> KLEstimator {
    KLEstimator(
      try word("estimator"), logRatioLimit: try limit("logRatioLimit", in: 0...(.infinity)),
      valueLimit: try limit("valueLimit", in: 0...(.infinity)),
      usesGradientOfK2: try flag("usesGradientOfK2"))
  }
}
