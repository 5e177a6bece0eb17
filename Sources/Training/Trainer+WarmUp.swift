import Transformer

extension Trainer {
  /// Steps on form, then steps on solutions until the success rate is reached, which is measured every few steps on
  /// fresh prompts.
  ///
  /// - Throws: ``TrainingError/warmUpFellShort(success:target:steps:)`` where the steps end first; `TransformerError` from
  ///   the model.
  /// - Precondition: there has been no update, and no warm-up.
  public func warmUp() throws -> WarmUpMetrics {
    precondition(!isWarm, "warm-up comes first, and once")
    learner.learningRate = Float(settings.warmUp.learningRate)
    let formatSteps = settings.warmUp.format?.steps ?? 0
    for step in 0..<formatSteps { try imitateFormat(step) }
    let (solutionSteps, success) = try imitateSolutions()
    beginReinforcement()
    return WarmUpMetrics(formatSteps: formatSteps, solutionSteps: solutionSteps, success: success)
  }

  /// How many steps on solutions pass between measurements of success.
  private static let stepsPerCheck = 5

  private func imitateFormat(_ step: Int) throws {
    let path = path["warm-up"]["format"][step]
    let prompts = learner.prompts(settings.warmUp.prompts, path: path)
    try learner.imitate(
      prompts.enumerated().map { index, prompt in
        var stream = path["response"][index].stream()
        return learner.sequence(
          prompt: prompt, response: task.formattedResponse(to: prompt, from: &stream))
      })
  }

  private func imitateSolutions() throws -> (steps: Int, success: Double) {
    var steps = 0
    while true {
      let path = path["warm-up"]["solutions"][steps]
      let success = try learner.collect(
        prompts: learner.prompts(settings.evaluation.prompts, path: path["check"]), groupSize: 1,
        path: path["check"]
      ).successRate
      guard let solutions = settings.warmUp.solutions, success < solutions.success else {
        return (steps, success)
      }
      guard steps < solutions.steps else {
        throw TrainingError.warmUpFellShort(success: success, target: solutions.success, steps: steps)
      }
      for _ in 0..<min(Self.stepsPerCheck, solutions.steps - steps) {
        let prompts = learner.prompts(settings.warmUp.prompts, path: self.path["warm-up"]["solutions"][steps])
        try learner.imitate(prompts.map { learner.sequence(prompt: $0, response: task.solution(to: $0)) })
        steps += 1
      }
    }
  }
}
