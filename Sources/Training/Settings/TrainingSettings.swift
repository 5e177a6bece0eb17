/// What a run of training does, all but the task.
///
/// An update samples a group of rollouts for each of `promptsPerUpdate` fresh prompts, and goes `epochs` times through
/// them in `minibatches` steps of the optimiser, each over other groups. One epoch of one minibatch is on policy.
public struct TrainingSettings: Codable, Hashable, Sendable {
  /// The network.
  public var model: ModelSettings
  /// The algorithm, whose group size is the number of rollouts of a prompt.
  public var algorithm: AlgorithmSettings
  /// The number of updates.
  public var updates: Int
  /// The number of fresh prompts of an update.
  public var promptsPerUpdate: Int
  /// How often an update goes through its rollouts.
  public var epochs: Int
  /// Into how many parts an epoch splits the groups, each a step of the optimiser.
  public var minibatches: Int
  /// The most tokens, prompts included, that pass through the network at once; longer minibatches add up gradients.
  public var tokensPerPass: Int
  /// How often dynamic sampling may draw prompts for an update, the first time included.
  public var samplingRounds: Int
  /// What logits are divided by where rollouts are sampled and in the loss.
  public var temperature: Double
  /// The optimiser.
  public var optimizer: OptimizerSettings
  /// How its step size goes through the run.
  public var schedule: LearningRateSchedule
  /// The greatest norm of a gradient; longer ones are shortened to it; nil for no limit.
  public var gradientClip: Double?
  /// What the coefficient of the algorithm's KL follows; nil where it is constant.
  public var adaptiveKL: AdaptiveKLSettings?
  /// The number of updates between measurements of the KL of a step, each a forward pass; 0 for none.
  public var stepKLEvery: Int
  /// Supervised steps before the first update.
  public var warmUp: WarmUpSettings
  /// How success is measured.
  public var evaluation: EvaluationSettings
  /// How the share of false penalties is measured.
  public var probe: ProbeSettings
  /// The number of updates between checkpoints; 0 for those after warm-up and at the end only.
  public var checkpointEvery: Int

  /// Settings of a run; what is not given is on policy, with Adam at a constant step size.
  public init(
    model: ModelSettings, algorithm: AlgorithmSettings, updates: Int, promptsPerUpdate: Int, epochs: Int = 1,
    minibatches: Int = 1, tokensPerPass: Int = 16_384, samplingRounds: Int = 10, temperature: Double = 1,
    optimizer: OptimizerSettings = OptimizerSettings(),
    schedule: LearningRateSchedule = LearningRateSchedule(), gradientClip: Double? = nil,
    adaptiveKL: AdaptiveKLSettings? = nil, stepKLEvery: Int = 1, warmUp: WarmUpSettings = WarmUpSettings(),
    evaluation: EvaluationSettings = EvaluationSettings(), probe: ProbeSettings = ProbeSettings(),
    checkpointEvery: Int = 50
  ) {
    self.model = model
    self.algorithm = algorithm
    self.updates = updates
    self.promptsPerUpdate = promptsPerUpdate
    self.epochs = epochs
    self.minibatches = minibatches
    self.tokensPerPass = tokensPerPass
    self.samplingRounds = samplingRounds
    self.temperature = temperature
    self.optimizer = optimizer
    self.schedule = schedule
    self.gradientClip = gradientClip
    self.adaptiveKL = adaptiveKL
    self.stepKLEvery = stepKLEvery
    self.warmUp = warmUp
    self.evaluation = evaluation
    self.probe = probe
    self.checkpointEvery = checkpointEvery
  }

  /// Reads an object; model, algorithm, updates and promptsPerUpdate are needed, the rest has its default.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      model: try container.decode(ModelSettings.self, forKey: .model),
      algorithm: try container.decode(AlgorithmSettings.self, forKey: .algorithm),
      updates: try container.decode(Int.self, forKey: .updates),
      promptsPerUpdate: try container.decode(Int.self, forKey: .promptsPerUpdate))
    epochs = try container.value(.epochs, default: epochs)
    minibatches = try container.value(.minibatches, default: minibatches)
    tokensPerPass = try container.value(.tokensPerPass, default: tokensPerPass)
    samplingRounds = try container.value(.samplingRounds, default: samplingRounds)
    temperature = try container.value(.temperature, default: temperature)
    optimizer = try container.value(.optimizer, default: optimizer)
    schedule = try container.value(.schedule, default: schedule)
    gradientClip = try container.decodeIfPresent(Double.self, forKey: .gradientClip)
    adaptiveKL = try container.decodeIfPresent(AdaptiveKLSettings.self, forKey: .adaptiveKL)
    stepKLEvery = try container.value(.stepKLEvery, default: stepKLEvery)
    warmUp = try container.value(.warmUp, default: warmUp)
    evaluation = try container.value(.evaluation, default: evaluation)
    probe = try container.value(.probe, default: probe)
    checkpointEvery = try container.value(.checkpointEvery, default: checkpointEvery)
  }
}
