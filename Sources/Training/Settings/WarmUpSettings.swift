/// Supervised steps before reinforcement begins, with an optimiser of their own.
public struct WarmUpSettings: Codable, Hashable, Sendable {
  /// Steps on responses of the right form with random content.
  public struct Format: Codable, Hashable, Sendable {
    /// The number of steps.
    public var steps: Int

    /// So many steps.
    public init(steps: Int) { self.steps = steps }
  }

  /// Steps on solutions until a success rate is reached.
  public struct Solutions: Codable, Hashable, Sendable {
    /// The success rate at which the steps end.
    public var success: Double
    /// The most steps.
    public var steps: Int

    /// Steps up to a success rate.
    public init(success: Double, steps: Int) {
      self.success = success
      self.steps = steps
    }
  }

  /// Steps on form, which come first; nil for none.
  public var format: Format?
  /// Steps on solutions; nil for none.
  public var solutions: Solutions?
  /// The number of prompts of a step.
  public var prompts: Int
  /// Adam's step size.
  public var learningRate: Double

  /// Warm-up; by default there is none.
  public init(
    format: Format? = nil, solutions: Solutions? = nil, prompts: Int = 64, learningRate: Double = 3e-3
  ) {
    self.format = format
    self.solutions = solutions
    self.prompts = prompts
    self.learningRate = learningRate
  }

  /// Reads an object; what is missing has its default.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = WarmUpSettings()
    self.init(
      format: try container.decodeIfPresent(Format.self, forKey: .format),
      solutions: try container.decodeIfPresent(Solutions.self, forKey: .solutions),
      prompts: try container.value(.prompts, default: defaults.prompts),
      learningRate: try container.value(.learningRate, default: defaults.learningRate))
  }

  /// Whether there are steps, for which a task must know what solutions look like.
  package var imitates: Bool { format?.steps ?? 0 > 0 || solutions?.steps ?? 0 > 0 }

  func check() throws {
    if let format { try SettingCheck.require(format.steps, atLeast: 0, "warmUp.format.steps") }
    if let solutions {
      try SettingCheck.requireShare(solutions.success, "warmUp.solutions.success")
      try SettingCheck.require(solutions.steps, atLeast: 0, "warmUp.solutions.steps")
    }
    try SettingCheck.require(prompts, atLeast: 1, "warmUp.prompts")
    try SettingCheck.requirePositiveFloat(learningRate, "warmUp.learningRate")
  }
}
