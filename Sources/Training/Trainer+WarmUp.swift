import Transformer

extension Trainer {
  /// Steps on form, then steps on solutions until the success rate is reached, which is measured every few steps on
  /// fresh prompts.
  ///
  /// - Parameter visit: hears of every step; what it throws ends warm-up, which is then not over.
  /// - Throws: ``TrainingError/warmUpFellShort(success:target:steps:)`` where the steps end first;
  ///   ``TrainingError/warmUpDiverged(quantity:value:diagnosis:)`` where a gradient, or the parameters at the end, are not
  ///   finite; `TransformerError` from the model; what the task's verifier throws.
  /// - Precondition: there has been no update, and no warm-up.
  public func warmUp(_ visit: (WarmUpProgress) throws -> Void = { _ in }) throws -> WarmUpMetrics {
    precondition(!isWarm, "warm-up comes first, and once")
    learner.learningRate = Float(settings.warmUp.learningRate)
    var progress = WarmUpProgress(formatSteps: 0, solutionSteps: 0)
    while progress.formatSteps < settings.warmUp.format?.steps ?? 0 {
      try imitateFormat(progress.formatSteps)
      progress.formatSteps += 1
      try visit(progress)
    }
    let success = try imitateSolutions(&progress, visit)
    try learner.requireFiniteInWarmUp(
      GradientNorm.of(learner.parameters.values), "norm of the parameters")
    beginReinforcement()
    return WarmUpMetrics(
      formatSteps: progress.formatSteps, solutionSteps: progress.solutionSteps, success: success)
  }

  /// How many steps on solutions pass between measurements of success.
  private static let stepsPerCheck = 5

  private func imitateFormat(_ step: Int) throws {
    let path = path["warm-up"]["format"][step]
    let prompts = learner.prompts(settings.warmUp.prompts, path: path)
    try imitate(prompts) { index, prompt in
      var stream = path["response"][index].stream()
      return task.formattedResponse(to: prompt, from: &stream)
    }
  }

  private func imitateSolutions(
    _ progress: inout WarmUpProgress, _ visit: (WarmUpProgress) throws -> Void
  ) throws -> Double {
    while true {
      let success = try measureSuccess(after: progress.solutionSteps)
      progress.success = success
      guard let solutions = settings.warmUp.solutions, success < solutions.success else { return success }
      guard progress.solutionSteps < solutions.steps else {
        throw TrainingError.warmUpFellShort(
          success: success, target: solutions.success, steps: progress.solutionSteps)
      }
      for _ in 0..<min(Self.stepsPerCheck, solutions.steps - progress.solutionSteps) {
        let path = path["warm-up"]["solutions"][progress.solutionSteps]
        let prompts = learner.prompts(settings.warmUp.prompts, path: path)
        try imitate(prompts) { _, prompt in task.solution(to: prompt) }
        progress.solutionSteps += 1
        try visit(progress)
      }
    }
  }

  private func measureSuccess(after steps: Int) throws -> Double {
    let path = path["warm-up"]["solutions"][steps]["check"]
    return try learner.collect(
      prompts: learner.prompts(settings.evaluation.prompts, path: path), groupSize: 1, path: path
    ).successRate
  }

  private func imitate(_ prompts: [[Int]], _ response: (Int, [Int]) -> [Int]) throws {
    try learner.imitate(
      prompts.enumerated().map { learner.sequence(prompt: $1, response: response($0, $1)) },
      tokensPerPass: settings.tokensPerPass)
  }
}
