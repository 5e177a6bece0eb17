/// An optimiser with its numbers; a number that the kind does not read has to be left at its default.
public struct OptimizerSettings: Codable, Hashable, Sendable {
  /// The rule.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// Adam.
    case adam
    /// Adam with a decay of the weights that is decoupled from the gradient.
    case adamW = "adamw"
    /// Plain steps, with momentum where there is one.
    case sgd
  }

  /// The rule.
  public var kind: Kind
  /// η, the largest of the run.
  public var learningRate: Double
  /// β₁ of Adam.
  public var firstDecay: Double
  /// β₂ of Adam.
  public var secondDecay: Double
  /// ε of Adam, outside the root; above 0, because a parameter without a gradient has a root of 0.
  public var epsilon: Double
  /// λ of AdamW, times the step size.
  public var weightDecay: Double
  /// μ of plain steps.
  public var momentum: Double

  /// An optimiser; by default Adam with η = 10⁻³.
  public init(
    kind: Kind = .adam, learningRate: Double = 1e-3, firstDecay: Double = 0.9, secondDecay: Double = 0.99,
    epsilon: Double = 1e-8, weightDecay: Double = 0, momentum: Double = 0
  ) {
    self.kind = kind
    self.learningRate = learningRate
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.momentum = momentum
  }

  /// Reads an object; what is missing has its default.
  ///
  /// - Throws: the decoder's error; ``TrainingError/illegal(setting:value:legal:)`` for an unknown kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = OptimizerSettings()
    self.init(
      kind: try container.word(.kind, default: defaults.kind, setting: "optimizer.kind"),
      learningRate: try container.value(.learningRate, default: defaults.learningRate),
      firstDecay: try container.value(.firstDecay, default: defaults.firstDecay),
      secondDecay: try container.value(.secondDecay, default: defaults.secondDecay),
      epsilon: try container.value(.epsilon, default: defaults.epsilon),
      weightDecay: try container.value(.weightDecay, default: defaults.weightDecay),
      momentum: try container.value(.momentum, default: defaults.momentum))
  }

  /// The optimiser, before its first step.
  package func makeOptimizer(parameterCount: Int) -> any Optimizer {
    switch kind {
    case .adam, .adamW:
      Adam(
        parameterCount: parameterCount, firstDecay: Float(firstDecay), secondDecay: Float(secondDecay),
        epsilon: Float(epsilon), weightDecay: Float(weightDecay))
    case .sgd: MomentumAscent(parameterCount: parameterCount, momentum: Float(momentum))
    }
  }

  func check() throws {
    let decays = 0..<1.0
    try SettingCheck.requirePositiveFloat(learningRate, "optimizer.learningRate")
    for (name, decay) in [
      ("firstDecay", firstDecay), ("secondDecay", secondDecay), ("momentum", momentum),
    ] {
      try SettingCheck.require(decays.contains(decay), "optimizer.\(name)", decay, "0 or more and below 1")
    }
    try SettingCheck.requirePositiveFloat(epsilon, "optimizer.epsilon")
    try SettingCheck.require(
      kind == .adamW ? weightDecay >= 0 && weightDecay.isFinite : weightDecay == 0, "optimizer.weightDecay",
      weightDecay, kind == .adamW ? "a finite number, 0 or more" : "0, or the kind adamw")
    try SettingCheck.require(
      kind == .sgd || momentum == 0, "optimizer.momentum", momentum, "0, or the kind sgd")
  }
}
