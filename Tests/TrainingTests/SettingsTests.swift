import Foundation
import Tasks
import Testing
import Training
import Transformer

@Suite("Settings of a run")
struct SettingsTests {
  @Test func whatIsMissingHasItsDefault() throws {
    let text = """
      {"model": {"width": 8, "layers": 1, "heads": 2, "feedForwardWidth": 12}, "algorithm": {"name": "grpo"},
       "updates": 5, "promptsPerUpdate": 4, "optimizer": {"kind": "adamw", "weightDecay": 0.1},
       "warmUp": {"format": {"steps": 3}}}
      """
    let settings = try JSONDecoder().decode(TrainingSettings.self, from: Data(text.utf8))
    var expected = TrainingSettings(
      model: TinyRun.model, algorithm: AlgorithmSettings(name: "grpo"), updates: 5, promptsPerUpdate: 4)
    expected.optimizer = OptimizerSettings(kind: .adamW, weightDecay: 0.1)
    expected.warmUp.format = WarmUpSettings.Format(steps: 3)
    #expect(settings == expected)
    let again = try JSONDecoder().decode(TrainingSettings.self, from: JSONEncoder().encode(settings))
    #expect(again == settings)
  }

  /// A change to legal settings, and what is said of it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let message: String
    let change: @Sendable (inout TrainingSettings) -> Void
    var testDescription: String { message }
  }

  static let refusals = [
    Refusal(message: "updates is -1; it must be 0 or more") { $0.updates = -1 },
    Refusal(message: "epochs is 0; it must be 1 or more") { $0.epochs = 0 },
    Refusal(
      message:
        "minibatches is 9; it must be between 1 and promptsPerUpdate = 8, because a group is never split"
    ) { $0.minibatches = 9 },
    Refusal(message: "temperature is 0.0; it must be a finite number above 0, in single precision too") {
      $0.temperature = 0
    },
    Refusal(message: "temperature is 1e-46; it must be a finite number above 0, in single precision too") {
      $0.temperature = 1e-46
    },
    Refusal(message: "temperature is 1e+40; it must be a finite number above 0, in single precision too") {
      $0.temperature = 1e40
    },
    Refusal(
      message:
        "optimizer.learningRate is 1e+39; it must be a finite number above 0, in single precision too"
    ) { $0.optimizer.learningRate = 1e39 },
    Refusal(
      message: "warmUp.learningRate is 1e+39; it must be a finite number above 0, in single precision too"
    ) { $0.warmUp.learningRate = 1e39 },
    Refusal(message: "optimizer.epsilon is 0.0; it must be a finite number above 0, in single precision too")
    {
      $0.optimizer.epsilon = 0
    },
    Refusal(message: "gradientClip is -1.0; it must be a finite number above 0") { $0.gradientClip = -1 },
    Refusal(message: "optimizer.momentum is 0.9; it must be 0, or the kind sgd") {
      $0.optimizer.momentum = 0.9
    },
    Refusal(message: "optimizer.weightDecay is 0.1; it must be 0, or the kind adamw") {
      $0.optimizer.weightDecay = 0.1
    },
    Refusal(message: "optimizer.secondDecay is 1.0; it must be 0 or more and below 1") {
      $0.optimizer.secondDecay = 1
    },
    Refusal(message: "schedule.warmUpUpdates is 7; it must be between 0 and updates = 6") {
      $0.schedule.warmUpUpdates = 7
    },
    Refusal(message: "warmUp.solutions.success is 1.5; it must be between 0 and 1") {
      $0.warmUp.solutions = WarmUpSettings.Solutions(success: 1.5, steps: 1)
    },
    Refusal(message: "evaluation.passAt is 2; it must be between 1 and evaluation.samples = 1") {
      $0.evaluation.passAt = [1, 2]
    },
    Refusal(message: "probe.continuations is 1; it must be 2 or more") {
      $0.probe = ProbeSettings(every: 1, continuations: 1)
    },
    Refusal(
      message:
        "temperature is 0.5; it must be 1 where probe.every is set, because a probe continues at temperature 1"
    ) {
      $0.probe.every = 1
      $0.temperature = 0.5
    },
    Refusal(
      message: "model.contextLength is 5; it must be 6 or more, the task's longest prompt and response"
    ) { $0.model.contextLength = 5 },
    Refusal(
      message: "adaptiveKL is set; it must be left out where the algorithm has no KL: set regularizer first"
    ) { $0.adaptiveKL = AdaptiveKLSettings(target: 0.1, horizon: 10) },
  ]

  @Test(arguments: refusals) func whatNoRunCouldDoIsRefused(refusal: Refusal) throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "rloo"))
    let task = try TinyRun.task()
    try settings.check(for: task)
    refusal.change(&settings)
    let error = #expect(throws: TrainingError.self) { try settings.check(for: task) }
    #expect(error?.description == refusal.message)
  }

  @Test func unknownWordsAreRefusedWithThoseThereAre() {
    #expect(
      throws: TrainingError.illegal(
        setting: "optimizer.kind", value: "adam2", legal: "one of adam, adamw, sgd")
    ) { try JSONDecoder().decode(OptimizerSettings.self, from: Data(#"{"kind": "adam2"}"#.utf8)) }
    #expect(
      throws: TrainingError.illegal(
        setting: "schedule.shape", value: "step", legal: "one of constant, linear, cosine")
    ) { try JSONDecoder().decode(LearningRateSchedule.self, from: Data(#"{"shape": "step"}"#.utf8)) }
  }

  @Test func aFilterGetsTheTasksVocabulary() throws {
    let filter = "tokenFilter=surprisalCertainty"
    let algorithm = try AlgorithmSettings(name: "grpo", set: [filter]).algorithm(vocabularySize: 11)
    #expect(algorithm.tokenFilter == .surprisalCertainty(keepFraction: 0.5, minimum: 1, vocabularySize: 11))
    let other = try AlgorithmSettings(name: "grpo", set: ["tokenFilter.vocabularySize=7", filter])
      .algorithm(vocabularySize: 11)
    #expect(other.tokenFilter == .surprisalCertainty(keepFraction: 0.5, minimum: 1, vocabularySize: 7))
  }

  @Test func errorsAreOneLine() {
    let diverged = TrainingError.diverged(
      update: 7, quantity: "loss", value: .infinity, diagnosis: "why")
    #expect(
      "\(diverged)"
        == "update 7 diverged: the loss is inf (why); lower optimizer.learningRate, or set gradientClip")
    #expect(
      "\(TrainingError.warmUpDiverged(quantity: "gradient's norm", value: .infinity, diagnosis: "why"))"
        == "warm-up diverged: the gradient's norm is inf (why); lower warmUp.learningRate")
    #expect(
      "\(TrainingError.warmUpFellShort(success: 0.25, target: 0.5, steps: 10))"
        == "warm-up ended at success 0.25 after 10 steps on solutions, short of 0.5: raise warmUp.solutions.steps, or"
        + " lower warmUp.solutions.success")
    #expect(
      "\(TrainingError.foreignState(vector: "mean", count: nil, expected: 3))"
        == "the saved state has no vector mean, which this run needs: continue with the settings it was saved with"
    )
    #expect(
      "\(TrainingError.foreignState(vector: "mean", count: 2, expected: 3))"
        == "the saved vector mean has 2 values and this run needs 3: continue with the settings it was saved with"
    )
  }
}
