import RandomStreams
import Testing
import Training
import Transformer

@Suite("Runs that diverge")
struct DivergenceTests {
  /// A trainer whose weights are all no numbers.
  private static func lostTrainer(_ settings: TrainingSettings) throws -> Trainer {
    let task = try TinyRun.task()
    let shape = try TinyRun.model.shape(for: task)
    let values = [Float](repeating: .nan, count: shape.parameterCount)
    return try Trainer(
      task: task, settings: settings, path: StreamPath(seed: 1)["run"],
      initial: TransformerParameters(shape: shape, values: values))
  }

  @Test("A policy that is no number stops the run, also where no group lives")
  func noGroupLives() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "dapo", set: ["groupSize=2"]))
    settings.samplingRounds = 1
    let trainer = try Self.lostTrainer(settings)
    let error = #expect(throws: TrainingError.self) { try trainer.update() }
    guard case .diverged(let update, let quantity, let value, let diagnosis)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(update == 1 && quantity == "log-probability of a sampled token" && !value.isFinite)
    let count = trainer.parameters.values.count
    #expect(
      diagnosis == "\(count) of \(count) parameters are not finite, the largest finite parameter is 0.0")
  }

  @Test("Warm-up stops before a step whose gradient is not finite")
  func warmUp() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "rloo"))
    settings.warmUp = WarmUpSettings(
      format: WarmUpSettings.Format(steps: 3), prompts: 4, learningRate: 1e30)
    let trainer = try TinyRun.trainer(settings)
    let error = #expect(throws: TrainingError.self) { try trainer.warmUp() }
    guard case .warmUpDiverged(_, let value, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!value.isFinite && !trainer.isWarm)
  }

  @Test("Warm-up without steps does not pass on weights that are no numbers")
  func weightsAfterWarmUp() throws {
    let trainer = try Self.lostTrainer(TinyRun.settings(AlgorithmSettings(name: "rloo")))
    let error = #expect(throws: TrainingError.self) { try trainer.warmUp() }
    guard case .warmUpDiverged("norm of the parameters", let value, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(value.isNaN)
  }

  @Test("Weights that are not finite after a step are taken back")
  func weightsAfterAStep() throws {
    var settings = TinyRun.settings(
      AlgorithmSettings(name: "rloo"), optimizer: OptimizerSettings(kind: .sgd, learningRate: 3e38))
    settings.stepKLEvery = 0
    let trainer = try TinyRun.trainer(settings)
    let error = #expect(throws: TrainingError.self) {
      for _ in 0..<6 { _ = try trainer.update() }
    }
    #expect(error?.description.contains(" diverged: the ") == true)
    #expect(trainer.parameters.values.allSatisfy { $0.isFinite })
  }

  @Test("Where no group lives, the KL of the step is not measured")
  func unmeasuredStep() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "dapo", set: ["groupSize=2"]))
    settings.samplingRounds = 1
    settings.promptsPerUpdate = 1
    let trainer = try TinyRun.trainer(settings)
    let metrics = try (0..<6).map { _ in try trainer.update() }
    let dead = metrics.filter { $0.trainedTokens == 0 }
    #expect(!dead.isEmpty)
    #expect(dead.allSatisfy { $0.stepKL == nil })
    #expect(metrics.allSatisfy { ($0.stepKL == nil) == ($0.trainedTokens == 0) })
  }
}
