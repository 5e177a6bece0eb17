import Transformer

/// How success is measured on prompts that are the same throughout a run.
public struct EvaluationSettings: Codable, Hashable, Sendable {
  /// The number of updates between evaluations; 0 for none.
  public var every: Int
  /// The number of prompts.
  public var prompts: Int
  /// The number of rollouts for each prompt.
  public var samples: Int
  /// The k for which pass@k is estimated, each at most `samples`.
  public var passAt: [Int]
  /// How tokens are drawn.
  public var rule: SamplingRule

  /// An evaluation; by default 256 prompts with one rollout each, every 25 updates.
  public init(
    every: Int = 25, prompts: Int = 256, samples: Int = 1, passAt: [Int] = [1],
    rule: SamplingRule = SamplingRule()
  ) {
    self.every = every
    self.prompts = prompts
    self.samples = samples
    self.passAt = passAt
    self.rule = rule
  }

  /// Reads an object; what is missing has its default.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = EvaluationSettings()
    self.init(
      every: try container.value(.every, default: defaults.every),
      prompts: try container.value(.prompts, default: defaults.prompts),
      samples: try container.value(.samples, default: defaults.samples),
      passAt: try container.value(.passAt, default: defaults.passAt),
      rule: try container.value(.rule, default: defaults.rule))
  }

  /// Refuses what no evaluation could do.
  ///
  /// - Throws: ``TrainingError/illegal(setting:value:legal:)``.
  public func check() throws {
    try SettingCheck.require(every, atLeast: 0, "evaluation.every")
    try SettingCheck.require(prompts, atLeast: 1, "evaluation.prompts")
    try SettingCheck.require(samples, atLeast: 1, "evaluation.samples")
    for k in passAt {
      try SettingCheck.require(
        (1...samples).contains(k), "evaluation.passAt", k, "between 1 and evaluation.samples = \(samples)")
    }
    try SettingCheck.require(
      rule.temperature >= 0 && rule.temperature.isFinite, "evaluation.rule.temperature", rule.temperature,
      "a finite number, 0 or more")
    try SettingCheck.requireShare(rule.topP, "evaluation.rule.topP")
  }
}
