import Checkpoints
import Foundation
import RandomStreams
import RunFiles
import Tasks
import Training

/// A run of training in a folder of its own, which the same command continues after any interruption.
///
/// It goes on from the last whole checkpoint, with what was logged beyond it cut off; afterwards the files are, byte by
/// byte, those of a run that was never interrupted.
public struct TrainingRun {
  /// How a call of ``run(columns:log:isInterrupted:)`` ended.
  public enum Outcome: Equatable, Sendable {
    /// With the last update.
    case finished(TrainingSummary)
    /// After so many updates, because it was asked to stop; its state is saved.
    case interrupted(update: Int)
  }

  private let file: TrainingFile
  private let overrides: [String]
  private let directory: TrainingDirectory
  private let task: any VerifiableTask
  private let tokenizer: WordTokenizer
  private var path: StreamPath { StreamPath(seed: file.seed)["training"] }

  /// A run of a file or preset; nothing is written yet.
  ///
  /// - Parameters:
  ///   - source: A YAML file, or the name of a preset.
  ///   - overrides: Settings `key=value` that replace those of the file.
  ///   - output: The folder; nil for runs/ and a name made of the file's and its settings.
  /// - Throws: `RunError` where the file or a setting is wrong; what the task refuses.
  public init(source: String, overrides: [String], output: String?) throws {
    if output?.isEmpty == true {
      throw RunError(.usage, "--output is empty; name a folder, or leave it out")
    }
    file = try TrainingFile.read(source, overrides: overrides)
    self.overrides = overrides
    let name = "\(TrainingFile.name(of: source))-\(contentAddress(try canonicalJSON(file)).prefix(8))"
    directory = TrainingDirectory(url: URL(fileURLWithPath: output ?? "runs/\(name)"))
    do {
      task = try file.task.makeTask()
      try file.settings.check(for: task)
      tokenizer = try WordTokenizer(vocabulary: task.vocabulary, endToken: task.endToken)
    } catch {
      throw RunError(.badData, "\(URL(fileURLWithPath: source).lastPathComponent): \(error)")
    }
  }

  /// The folder of the run.
  public var url: URL { directory.url }

  /// Trains to the last update, or until asked to stop.
  ///
  /// - Parameters:
  ///   - columns: The width of the terminal that progress is redrawn on; nil where it is none.
  ///   - log: Where progress and warnings go.
  ///   - isInterrupted: Asked after every update.
  /// - Throws: `RunError`, with the last checkpoint kept.
  public func run(
    columns: Int?, log: @escaping (String) -> Void, isInterrupted: () -> Bool
  ) throws -> Outcome {
    try directory.open(configuration: canonicalYAML(file))
    if let summary = directory.summary { return .finished(summary) }
    let started = Date()
    var session = RunEnvironment(started: started, seconds: 0, overrides: overrides)
    let earlier = directory.sessions
    try directory.write(earlier + [session])
    defer {
      session.seconds = Date().timeIntervalSince(started)
      try? directory.write(earlier + [session])
    }
    do {
      return try train(columns: columns, log: log, isInterrupted: isInterrupted)
    } catch let error as CheckpointError {
      throw RunError(.inputOutput, "\(error); run again to continue from the last checkpoint")
    }
  }

  private func train(
    columns: Int?, log: @escaping (String) -> Void, isInterrupted: () -> Bool
  ) throws -> Outcome {
    let trainer = try resumedTrainer(log: log)
    if !trainer.isWarm {
      try directory.write(warmUp(trainer))
      if isEvaluated(after: 0) { try evaluate(trainer) }
      try save(trainer)
    }
    let progress = TrainingProgress(
      first: trainer.updateCount, updates: file.settings.updates, columns: columns, write: log)
    defer { progress.close() }
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
      return try Trainer(task: task, settings: file.settings, path: path)
    }
    if state.record.update > 0 { log("continuing after update \(state.record.update)\n") }
    try directory.rewind(to: state.record.update, tableHeader: header)
    return try Trainer(restoring: state, task: task, settings: file.settings, path: path)
  }

  private func warmUp(_ trainer: Trainer) throws -> WarmUpMetrics {
    do {
      return try trainer.warmUp()
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

  private func isSaved(after update: Int) -> Bool {
    let every = file.settings.checkpointEvery
    return every > 0 && update.isMultiple(of: every)
  }

  private func evaluate(_ trainer: Trainer) throws {
    try directory.evaluations.append(jsonLine(trainer.evaluate()))
  }

  private func save(_ trainer: Trainer) throws {
    try directory.checkpoints.save(
      trainer.state, shape: trainer.parameters.shape, tokenizer: tokenizer)
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
      warmUp: directory.warmUpMetrics, evaluation: evaluation,
      model: "checkpoints/\(CheckpointStore.name(file.settings.updates))")
  }
}
