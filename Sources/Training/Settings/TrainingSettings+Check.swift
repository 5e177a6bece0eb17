import Algorithms
import Tasks
import Transformer

extension TrainingSettings {
  /// Refuses what no run could do, before anything is sampled.
  ///
  /// - Throws: ``TrainingError`` for a setting outside its range; `TransformerError` for sizes that describe no network;
  ///   `CatalogueError` and `SettingError` for an algorithm that does not exist; what `requireSolutions()` of the task
  ///   throws, where warm-up imitates.
  public func check(for task: any VerifiableTask) throws {
    _ = try model.shape(for: task)
    try SettingCheck.require(updates, atLeast: 0, "updates")
    try SettingCheck.require(promptsPerUpdate, atLeast: 1, "promptsPerUpdate")
    try SettingCheck.require(epochs, atLeast: 1, "epochs")
    try SettingCheck.require(
      (1...promptsPerUpdate).contains(minibatches), "minibatches", minibatches,
      "between 1 and promptsPerUpdate = \(promptsPerUpdate), because a group is never split")
    try SettingCheck.require(tokensPerPass, atLeast: 1, "tokensPerPass")
    try SettingCheck.require(samplingRounds, atLeast: 1, "samplingRounds")
    try SettingCheck.requirePositiveFloat(temperature, "temperature")
    try SettingCheck.require(stepKLEvery, atLeast: 0, "stepKLEvery")
    try SettingCheck.require(checkpointEvery, atLeast: 0, "checkpointEvery")
    if let gradientClip { try SettingCheck.requirePositive(gradientClip, "gradientClip") }
    try optimizer.check()
    try schedule.check(updates: updates)
    try warmUp.check()
    if warmUp.imitates { try task.requireSolutions() }
    try evaluation.check()
    try probe.check(temperature: temperature)
    try checkAdaptiveKL(of: algorithm.algorithm(vocabularySize: task.vocabularySize))
  }

  private func checkAdaptiveKL(of algorithm: Algorithm) throws {
    guard let adaptiveKL else { return }
    try SettingCheck.requirePositive(adaptiveKL.target, "adaptiveKL.target")
    try SettingCheck.requirePositive(adaptiveKL.horizon, "adaptiveKL.horizon")
    guard algorithm.regularizer.coefficient ?? 0 > 0 else {
      throw TrainingError.illegal(
        setting: "adaptiveKL", value: "set",
        legal: "left out where the algorithm has no KL: set regularizer first")
    }
  }
}
