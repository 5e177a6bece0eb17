import Foundation
import RandomStreams
import Testing
import Training

@Suite("States of a run")
struct TrainerStateTests {
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

  @Test("A state of another run is refused")
  func foreignState() throws {
    let tracked = Self.continued[3]
    let (path, task) = (StreamPath(seed: 1), try TinyRun.task())
    var state = try TinyRun.trainer(tracked).state
    state.record.trackedCounts = []
    #expect(throws: TrainingError.foreignState(vector: "trackedCounts", count: 0, expected: 2)) {
      try Trainer(restoring: state, task: task, settings: tracked, path: path)
    }
    state.vectors["parameters"] = nil
    let count = try TinyRun.model.shape(for: task).parameterCount
    #expect(throws: TrainingError.foreignState(vector: "parameters", count: nil, expected: count)) {
      try Trainer(restoring: state, task: task, settings: tracked, path: path)
    }
  }
}
