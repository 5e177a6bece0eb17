/// How often, and how closely, the share of false penalties is measured: see `PenaltyReport`.
///
/// Every beginning of a penalised response is continued some more times, so that a probe costs up to
/// prompts · groupSize · response length · continuations rollouts. A value of K continuations has a standard error of at
/// most 1/(2√(K − 1)), an advantage √2 times that.
public struct ProbeSettings: Codable, Hashable, Sendable {
  /// The number of updates between probes; 0 for none.
  public var every: Int
  /// The most prompts of an update whose penalised tokens are valued: the first ones that have any.
  public var prompts: Int
  /// The number K of continuations by which the success probability of a beginning is estimated.
  public var continuations: Int
  /// ε of `PenaltyReport.Verdict`.
  public var margin: Double

  /// Probes; by default there are none.
  public init(every: Int = 0, prompts: Int = 4, continuations: Int = 16, margin: Double = 0.2) {
    self.every = every
    self.prompts = prompts
    self.continuations = continuations
    self.margin = margin
  }

  /// Reads an object; what is missing has its default.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = ProbeSettings()
    self.init(
      every: try container.value(.every, default: defaults.every),
      prompts: try container.value(.prompts, default: defaults.prompts),
      continuations: try container.value(.continuations, default: defaults.continuations),
      margin: try container.value(.margin, default: defaults.margin))
  }

  func check(temperature: Double) throws {
    try SettingCheck.require(every, atLeast: 0, "probe.every")
    try SettingCheck.require(prompts, atLeast: 1, "probe.prompts")
    try SettingCheck.require(continuations, atLeast: 2, "probe.continuations")
    try SettingCheck.requireShare(margin, "probe.margin")
    try SettingCheck.require(
      every == 0 || temperature == 1, "temperature", temperature,
      "1 where probe.every is set, because a probe continues at temperature 1")
  }
}
