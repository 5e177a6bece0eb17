import Algorithms
import RandomStreams
import Tasks
import Transformer

extension Trainer {
  /// Everything that the run needs to go on with the bits it would have had.
  ///
  /// Between updates; one taken before the end of warm-up begins warm-up again at the weights it has.
  public var state: TrainerState {
    let optimizer = learner.optimizer.state
    var vectors = ["parameters": learner.parameters.values]
    for (name, vector) in optimizer.vectors { vectors["optimizer.\(name)"] = vector }
    if let reference { vectors["reference"] = reference.values }
    return TrainerState(
      record: TrainerState.Record(
        update: updateCount, isWarm: isWarm, optimizerSteps: optimizer.stepCount,
        trackedCounts: trackers?.map {
          TrainerState.TrackedCounts(successes: $0.successes, failures: $0.failures)
        }, klCoefficient: controller?.coefficient), vectors: vectors)
  }

  /// A run that goes on from a state.
  ///
  /// - Throws: ``TrainingError/foreignState(vector:count:expected:)`` where a vector is missing or has another length than
  ///   these settings need; otherwise as ``init(task:settings:path:)``.
  public convenience init(
    restoring state: TrainerState, task: any VerifiableTask, settings: TrainingSettings, path: StreamPath
  ) throws {
    try self.init(task: task, settings: settings, path: path)
    let count = learner.parameters.values.count
    let saved = OptimizerState(stepCount: state.record.optimizerSteps, vectors: state.vectors)
    learner.parameters.values = try saved.vector("parameters", count: count)
    if state.record.isWarm { beginReinforcement() }
    let prefix = "optimizer."
    try learner.optimizer.restore(
      OptimizerState(
        stepCount: state.record.optimizerSteps,
        vectors: Dictionary(
          uniqueKeysWithValues: state.vectors.filter { $0.key.hasPrefix(prefix) }.map {
            (String($0.key.dropFirst(prefix.count)), $0.value)
          })))
    if reference != nil { reference?.values = try saved.vector("reference", count: count) }
    if let counts = state.record.trackedCounts, trackers != nil {
      trackers = counts.map { RateTracker(successes: $0.successes, failures: $0.failures) }
    }
    if let coefficient = state.record.klCoefficient, let previous = controller {
      controller = AdaptiveKLController(
        coefficient: coefficient, target: previous.target, horizon: previous.horizon)
      algorithm.regularizer = algorithm.regularizer.with(coefficient: coefficient)
    }
    updateCount = state.record.update
  }
}
