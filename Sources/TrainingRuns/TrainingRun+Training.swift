import Foundation
import RunFiles
import Training

extension TrainingRun {
  /// Trains, with the folder open.
  func train(
    columns: Int?, log: @escaping (String) -> Void, isInterrupted: () -> Bool
  ) throws -> Outcome {
    let trainer = try resumedTrainer(log: log)
    let line = ProgressLine(columns: columns, write: log)
    defer { line.close() }
    if !trainer.isWarm {
      guard let warmUp = try warmUp(trainer, line: line, isInterrupted: isInterrupted) else {
        return .interruptedInWarmUp
      }
      try directory.write(warmUp)
      if isEvaluated(after: 0) { try evaluate(trainer) }
      try save(trainer)
    }
    let progress = TrainingProgress(first: trainer.updateCount, settings: file.settings, line: line)
    let table = MetricsTable(difficulties: task.difficulties)
    var saved = trainer.updateCount
    while !trainer.isFinished && !isInterrupted() {
      let started = Date()
      let metrics = try update(trainer)
      let seconds = Date().timeIntervalSince(started)
      try directory.metrics.append(jsonLine(metrics))
      try directory.table.append(table.row(metrics) + "\n")
      try directory.timings.append(jsonLine(UpdateTiming(metrics, seconds: seconds)))
      if isEvaluated(after: metrics.update) { try evaluate(trainer) }
      if isSaved(after: metrics.update) {
        try save(trainer)
        saved = metrics.update
      }
      progress.report(metrics, seconds: seconds)
    }
    if saved != trainer.updateCount { try save(trainer) }
    guard trainer.isFinished else { return .interrupted(update: trainer.updateCount) }
    let summary = try summary()
    try directory.write(summary)
    return .finished(summary)
  }

  /// The trainer at the last whole checkpoint, or at the beginning, and the logs cut off there.
  private func resumedTrainer(log: (String) -> Void) throws -> Trainer {
    let state = directory.checkpoints.lastState(upTo: try directory.lastLoggedUpdate()) {
      log("warning: \($0)\n")
    }
    let header = MetricsTable(difficulties: task.difficulties).header
    guard let state else {
      try directory.rewind(to: nil, tableHeader: header)
      return try Trainer(task: task, settings: file.settings, path: path, initial: initial)
    }
    if state.record.update > 0 { log("continuing after update \(state.record.update)\n") }
    try directory.rewind(to: state.record.update, tableHeader: header)
    return try Trainer(restoring: state, task: task, settings: file.settings, path: path)
  }

  /// Thrown within warm-up to leave it.
  private struct Interruption: Error {}

  /// What warm-up did; nil where it was interrupted.
  private func warmUp(
    _ trainer: Trainer, line: ProgressLine, isInterrupted: () -> Bool
  ) throws -> WarmUpMetrics? {
    let progress = TrainingProgress(first: 0, settings: file.settings, line: line)
    do {
      return try trainer.warmUp {
        progress.report($0)
        if isInterrupted() { throw Interruption() }
      }
    } catch is Interruption {
      return nil
    } catch let error as TrainingError {
      throw RunError(.failure, "\(error)")
    }
  }

  /// An update, or why training cannot go on.
  private func update(_ trainer: Trainer) throws -> UpdateMetrics {
    do {
      return try trainer.update()
    } catch let error as TrainingError {
      let last = try directory.metrics.lines().suffix(5).compactMap {
        try? decodeCanonicalJSON(UpdateMetrics.self, from: $0)
      }
      let norms = last.map { String(format: "%.3g", $0.gradientNorm) }.joined(separator: ", ")
      throw RunError(
        .failure,
        "\(error); the learning rate was \(last.last?.learningRate ?? file.settings.optimizer.learningRate), gradient norms"
          + " of the updates before were \(norms.isEmpty ? "none" : norms); the last checkpoint is kept")
    }
  }

  private func isEvaluated(after update: Int) -> Bool {
    let every = file.settings.evaluation.every
    return every > 0 && (update.isMultiple(of: every) || update == file.settings.updates)
  }

  /// Whether a checkpoint follows an update, or for 0 warm-up, though the run does not end there.
  private func isSaved(after update: Int) -> Bool {
    let every = file.settings.checkpointEvery
    return update == 0 || every > 0 && update.isMultiple(of: every)
  }

  private func evaluate(_ trainer: Trainer) throws {
    try directory.evaluations.append(jsonLine(trainer.evaluate()))
  }

  /// Saves the state, once what was logged up to it is on the disk.
  private func save(_ trainer: Trainer) throws {
    for log in [directory.metrics, directory.table, directory.evaluations] { try log.synchronize() }
    try directory.checkpoints.save(
      trainer.state, shape: trainer.parameters.shape, tokenizer: tokenizer,
      isScheduled: { isSaved(after: $0) })
  }

  private func summary() throws -> TrainingSummary {
    let last = try directory.metrics.lines().suffix(10).map {
      try decodeCanonicalJSON(UpdateMetrics.self, from: $0).success
    }
    let evaluation = try directory.evaluations.lines().last.map {
      try decodeCanonicalJSON(EvaluationMetrics.self, from: $0)
    }
    return TrainingSummary(
      updates: file.settings.updates,
      success: last.isEmpty ? nil : last.reduce(0, +) / Double(last.count),
      warmUp: file.settings.warmUp.imitates ? directory.warmUpMetrics : nil, evaluation: evaluation,
      model: "checkpoints/\(CheckpointStore.name(file.settings.updates))")
  }
}
