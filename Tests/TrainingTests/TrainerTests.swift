import Algorithms
import Dispatch
import Foundation
import RandomStreams
import Tasks
import Testing
import Training
import Transformer

@Suite("A run of training")
struct TrainerTests {
  private static func run(
    _ settings: TrainingSettings, updates: Int, task: (any VerifiableTask)? = nil
  ) throws -> (metrics: [UpdateMetrics], parameters: [Float]) {
    let trainer = try TinyRun.trainer(settings, task: task)
    let metrics = try (0..<updates).map { _ in try trainer.update() }
    return (metrics, trainer.parameters.values)
  }

  @Test("Every algorithm trains, on and off policy", arguments: CatalogueChoice.all, [1, 2])
  func everyAlgorithm(choice: CatalogueChoice, epochs: Int) throws {
    let settings = TinyRun.settings(choice.settings, epochs: epochs, minibatches: epochs)
    let start = try TinyRun.trainer(settings).parameters.values
    let (metrics, parameters) = try Self.run(settings, updates: 3)
    #expect(parameters.allSatisfy { $0.isFinite })
    #expect(metrics.contains { $0.gradientNorm > 0 } == (parameters != start))
    #expect(parameters != start)
    let (again, parametersAgain) = try Self.run(settings, updates: 3)
    #expect(parametersAgain == parameters && again == metrics)
  }

  @Test("Runs side by side have the bits of a lone one")
  func sideBySide() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "grpo", set: ["groupSize=16"]), minibatches: 2)
    settings.tokensPerPass = 200
    let alone = try Self.run(settings, updates: 3)
    let all = [0, 1, 2].map { _ in Result() }
    let frozen = settings
    nonisolated(unsafe) let results = all
    DispatchQueue.concurrentPerform(iterations: 3) {
      results[$0].parameters = try? Self.run(frozen, updates: 3).parameters
    }
    #expect(all.allSatisfy { $0.parameters == alone.parameters })
  }

  private final class Result { var parameters: [Float]? }

  static let continued: [TrainingSettings] = {
    let rloo = AlgorithmSettings(name: "rloo")
    var warm = TinyRun.settings(
      rloo, optimizer: OptimizerSettings(kind: .sgd, learningRate: 0.3, momentum: 0.5))
    warm.warmUp = WarmUpSettings(format: WarmUpSettings.Format(steps: 2), prompts: 4)
    warm.schedule = LearningRateSchedule(shape: .cosine, warmUpUpdates: 2)
    return [
      TinyRun.settings(rloo),
      TinyRun.settings(
        rloo, epochs: 2, minibatches: 2, optimizer: OptimizerSettings(kind: .adamW, weightDecay: 0.1)),
      warm, TinyRun.settings(AlgorithmSettings(name: "spo")),
      TinyRun.settings(
        AlgorithmSettings(name: "grpo", set: ["groupSize=4"]), minibatches: 2,
        adaptiveKL: AdaptiveKLSettings(target: 1e-4, horizon: 100)),
      TinyRun.settings(AlgorithmSettings(name: "dapo", set: ["groupSize=4"])),
    ]
  }()

  @Test("A run that is interrupted has the bits of one that is not", arguments: continued.indices)
  func continues(index: Int) throws {
    let settings = Self.continued[index]
    let whole = try TinyRun.trainer(settings)
    if settings.warmUp.format != nil { _ = try whole.warmUp() }
    for _ in 0..<3 { _ = try whole.update() }
    var state = whole.state
    state.record = try JSONDecoder().decode(
      TrainerState.Record.self, from: JSONEncoder().encode(state.record))
    let rest = try Trainer(
      restoring: state, task: whole.task, settings: settings, path: whole.path)
    #expect(rest.state == whole.state)
    for _ in 0..<3 {
      let metrics = try whole.update()
      _ = try rest.evaluate()
      let continued = try rest.update()
      #expect(continued == metrics)
    }
    #expect(rest.state == whole.state)
    #expect(rest.isFinished)
  }

  @Test("A reference is frozen where warm-up ended, and its coefficient follows the target")
  func adaptiveKL() throws {
    let settings = TinyRun.settings(
      AlgorithmSettings(name: "grpo", set: ["groupSize=4"]),
      adaptiveKL: AdaptiveKLSettings(target: 1e-6, horizon: 100))
    let trainer = try TinyRun.trainer(settings)
    let first = try trainer.update()
    // On the reference itself the estimate is rounding, far below the target: the coefficient falls by 0.2 · 32/100.
    #expect(first.klCoefficient == 0.04)
    let start = try #require(first.referenceKL)
    #expect(start < 1e-9)
    let second = try trainer.update()
    let lower = try #require(second.klCoefficient)
    #expect(abs(lower - 0.04 * 0.936) < 1e-15)
    // The update has moved the policy by stepKL, far above the target.
    let moved = try #require(second.referenceKL)
    #expect(moved > 1e-5)
    let higher = try #require(trainer.state.record.klCoefficient)
    #expect(abs(higher - 0.04 * 0.936 * 1.064) < 1e-15)
  }

  @Test("Dead groups are replaced, and what that costs is told")
  func dynamicSampling() throws {
    let (metrics, _) = try Self.run(
      TinyRun.settings(AlgorithmSettings(name: "dapo", set: ["groupSize=2"])), updates: 6)
    let plain = try Self.run(
      TinyRun.settings(AlgorithmSettings(name: "grpo", set: ["groupSize=2"])), updates: 1)
    #expect(metrics.contains { $0.samplingRounds > 1 })
    #expect(metrics.allSatisfy { (1...3).contains($0.samplingRounds) })
    for update in metrics where update.samplingRounds > 1 {
      #expect(update.allFailedShare + update.allSucceededShare > 0)
      #expect(update.sampledTokens > update.trainedTokens)
    }
    // The first prompts and rollouts are those of an algorithm that replaces nothing.
    if metrics[0].samplingRounds == 1 { #expect(metrics[0].success == plain.metrics[0].success) }
  }

  @Test("The environment's words are read, and never trained")
  func interaction() throws {
    let settings = TinyRun.settings(
      AlgorithmSettings(name: "rloo"), updates: 40, optimizer: OptimizerSettings(learningRate: 0.02))
    let (metrics, _) = try Self.run(settings, updates: 40, task: EchoTask())
    #expect(metrics.allSatisfy { $0.meanLength <= 3 })
    let last = metrics.suffix(5).reduce(0) { $0 + $1.success / 5 }
    // Five updates of 32 rollouts: a standard error of at most .04 at success by chance, a third at most.
    #expect(last > 0.33 + 5 * 0.04)
  }

  @Test("Warm-up reaches its target or says how far it came")
  func warmUp() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "rloo"))
    settings.warmUp = WarmUpSettings(
      format: WarmUpSettings.Format(steps: 10),
      solutions: WarmUpSettings.Solutions(success: 0.7, steps: 400), prompts: 16, learningRate: 0.01)
    let trainer = try TinyRun.trainer(settings)
    let metrics = try trainer.warmUp()
    #expect(metrics.formatSteps == 10 && metrics.solutionSteps > 0)
    #expect(metrics.success >= 0.7)
    #expect(trainer.isWarm && trainer.updateCount == 0)
    settings.warmUp.solutions?.success = 1
    settings.warmUp.solutions?.steps = 7
    let short = try TinyRun.trainer(settings)
    let error = #expect(throws: TrainingError.self) { try short.warmUp() }
    guard case .warmUpFellShort(_, let target, let steps)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(target == 1 && steps == 7)
  }

  @Test("Evaluations disturb nothing, and their rates are those of their rollouts")
  func evaluation() throws {
    var settings = TinyRun.settings(AlgorithmSettings(name: "rloo"))
    settings.evaluation = EvaluationSettings(prompts: 32, samples: 4, passAt: [1, 4])
    let (quiet, watched) = (try TinyRun.trainer(settings), try TinyRun.trainer(settings))
    let first = try watched.evaluate()
    let second = try watched.evaluate()
    #expect(second == first)
    #expect(abs(first.passAt[0].rate - first.success) < 1e-14)
    #expect(first.passAt[1].rate >= first.success)
    _ = (try quiet.update(), try watched.update())
    #expect(quiet.state == watched.state)
    let later = try watched.evaluate()
    #expect(later.update == 1)
  }

  /// By drawing every subset of k rollouts.
  @Test func passRatesAreShareOfSubsetsWithASuccess() {
    let n = 6
    for c in 0...n {
      for k in 1...n {
        let subsets = (0..<(1 << n)).filter { $0.nonzeroBitCount == k }
        let successes = subsets.count { $0 & ((1 << c) - 1) != 0 }
        let expected = Double(successes) / Double(subsets.count)
        let rate = EvaluationMetrics.passRate(successes: c, of: n, attempts: k)
        #expect(abs(rate - expected) <= 4 * Double.ulpOfOne)
      }
    }
  }

  @Test("What is not finite stops the run before the weights are touched")
  func divergence() throws {
    let trainer = try TinyRun.trainer(
      TinyRun.settings(
        AlgorithmSettings(name: "rloo"), optimizer: OptimizerSettings(kind: .sgd, learningRate: 1e30)))
    var before = trainer.parameters.values
    let error = #expect(throws: TrainingError.self) {
      for _ in 0..<6 {
        before = trainer.parameters.values
        _ = try trainer.update()
      }
    }
    guard case .diverged(let update, _, let value, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(update == trainer.updateCount + 1 && !value.isFinite)
    #expect(zip(trainer.parameters.values, before).allSatisfy { $0.bitPattern == $1.bitPattern })
  }
}
