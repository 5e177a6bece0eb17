import Checkpoints
import Foundation
import RandomStreams
import RunFiles
import Tasks
import Training
import Transformer

/// A run of training in a folder of its own, which the same command continues after any interruption.
///
/// It goes on from the last whole checkpoint, with what was logged beyond it cut off; before the first one, which comes at
/// the end of warm-up, it begins again. Afterwards the files are, byte by byte, those of a run that was never interrupted.
public struct TrainingRun {
  /// How a call of ``run(columns:log:isInterrupted:)`` ended.
  public enum Outcome: Equatable, Sendable {
    /// With the last update.
    case finished(TrainingSummary)
    /// After so many updates, because it was asked to stop; its state is saved.
    case interrupted(update: Int)
    /// In warm-up, because it was asked to stop; the next call begins warm-up again.
    case interruptedInWarmUp
  }

  let file: TrainingFile
  let overrides: [String]
  let directory: TrainingDirectory
  let task: any VerifiableTask
  let tokenizer: WordTokenizer
  /// The weights that the run begins with; nil for freshly drawn ones.
  let initial: TransformerParameters?
  var path: StreamPath { StreamPath(seed: file.seed)["training"] }

  /// A run of a file or preset; nothing is written yet.
  ///
  /// - Parameters:
  ///   - source: A YAML file, or the name of a preset.
  ///   - overrides: Settings `key=value` that replace those of the file.
  ///   - output: The folder; nil for runs/ and a name made of the file's and its settings.
  /// - Throws: `RunError` where the file or a setting is wrong, or the task or the model cannot be read.
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
      initial =
        if let folder = file.settings.model.checkpoint {
          try ModelFolder(folder).parameters(for: task)
        } else { nil }
    } catch {
      throw RunError(refusing: error, in: URL(fileURLWithPath: source).lastPathComponent)
    }
  }

  /// The folder of the run.
  public var url: URL { directory.url }

  /// Trains to the last update, or until asked to stop.
  ///
  /// - Parameters:
  ///   - columns: The width of the terminal that progress is redrawn on; nil where it is none.
  ///   - log: Where progress and warnings go.
  ///   - isInterrupted: Asked after every update and every step of warm-up.
  /// - Throws: `RunError`, with the last checkpoint kept; also where another process works in the folder.
  public func run(
    columns: Int?, log: @escaping (String) -> Void, isInterrupted: () -> Bool
  ) throws -> Outcome {
    let lock = try directory.open(configuration: canonicalYAML(file))
    defer { withExtendedLifetime(lock) {} }
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
    } catch let error as ExternalVerifierError {
      throw RunError(.failure, "\(error)")
    }
  }
}
