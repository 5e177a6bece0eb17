import Checkpoints
import Foundation
import RunFiles
import Training

/// The folder of one run of training. It describes itself:
///
///     config.yml          the resolved settings
///     metrics.jsonl       what every update did, one object a line
///     metrics.csv         the same as a table
///     evaluations.jsonl   what every evaluation found
///     warm-up.json        what warm-up did
///     checkpoints/        two checkpoints, each a model that other programs open and the trainer's state
///     finished.json       the summary, once the run has ended
///     timings.jsonl       seconds and tokens a second of every update
///     environment.json    facts about the machine, one entry a session
///
/// All but the last two are equal, byte by byte, in equal runs on equal machines, whether a run was interrupted or not.
struct TrainingDirectory {
  let url: URL

  var metrics: RunLog { RunLog(url: file("metrics.jsonl")) }
  var table: RunLog { RunLog(url: file("metrics.csv")) }
  var evaluations: RunLog { RunLog(url: file("evaluations.jsonl")) }
  var timings: RunLog { RunLog(url: file("timings.jsonl")) }
  var checkpoints: CheckpointStore { CheckpointStore(url: file("checkpoints")) }

  private static let configuration = "config.yml"
  private static let finished = "finished.json"
  private static let warmUp = "warm-up.json"
  private static let environment = "environment.json"

  private func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Makes the folder, or joins the run that is in it.
  ///
  /// - Returns: the folder for oneself, as long as the value lives.
  /// - Throws: `RunError` where it cannot be written, another process works in it, or it holds something else.
  func open(configuration: String) throws -> FolderLock {
    try create(url)
    let lock = try FolderLock(url)
    let present = text(Self.configuration)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    if present == nil && !names.allSatisfy(isLeftOver) {
      throw RunError(
        .badData, "\(url.relativePath) is not empty and holds no run; choose another folder with --output")
    }
    guard present == nil || present == configuration else {
      throw RunError(
        .badData,
        "\(url.relativePath) holds a run with other settings, or its config.yml is damaged; choose another folder with"
          + " --output")
    }
    if present == nil { try write(configuration, to: Self.configuration) }
    try create(checkpoints.url)
    if !names.contains(timings.url.lastPathComponent) { try timings.replace(by: []) }
    return lock
  }

  /// Whether an entry is what a run leaves that ended while it made its folder.
  private func isLeftOver(_ name: String) -> Bool {
    if name == ".\(Self.configuration).partial" { return true }
    guard name == checkpoints.url.lastPathComponent else { return false }
    return (try? FileManager.default.contentsOfDirectory(atPath: checkpoints.url.path))?.isEmpty ?? false
  }

  private func create(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError(
        .inputOutput,
        "cannot create \(url.relativePath): \(obstacle(to: url) ?? AtomicFile.reason(error)); choose another folder with"
          + " --output")
    }
  }

  /// The settings of the run; nil where the folder holds none.
  ///
  /// - Throws: `RunError` where they are damaged.
  func settings() throws -> TrainingFile? {
    try text(Self.configuration).map {
      try decodeYAML(TrainingFile.self, from: $0, file: file(Self.configuration).relativePath)
    }
  }

  /// Cuts off what was logged after an update, so that the run goes on from there; nil for the very beginning.
  func rewind(to update: Int?, tableHeader: String) throws {
    let count = update ?? 0
    try metrics.replace(by: Array(metrics.lines().prefix(count)))
    let rows = try table.lines().dropFirst().prefix(count)
    try table.replace(by: [tableHeader] + rows)
    let early = try evaluations.lines().filter { line in
      let evaluation = try? decodeCanonicalJSON(EvaluationMetrics.self, from: line)
      return evaluation.map { $0.update <= update ?? -1 } ?? false
    }
    try evaluations.replace(by: early)
  }

  /// The last update whose metrics are in both logs.
  func lastLoggedUpdate() throws -> Int {
    min(try metrics.lines().count, max(0, try table.lines().count - 1))
  }

  /// The record of a run that has ended; nil before.
  var summary: TrainingSummary? { value(Self.finished) }

  /// What warm-up did; nil before.
  var warmUpMetrics: WarmUpMetrics? { value(Self.warmUp) }

  func write(_ summary: TrainingSummary) throws { try write(canonicalJSON(summary), to: Self.finished) }

  func write(_ warmUp: WarmUpMetrics) throws { try write(canonicalJSON(warmUp), to: Self.warmUp) }

  /// Facts about the machines that worked on this run, one entry a session.
  var sessions: [RunEnvironment] { value(Self.environment) ?? [] }

  func write(_ sessions: [RunEnvironment]) throws { try write(canonicalJSON(sessions), to: Self.environment) }

  private func value<Value: Decodable>(_ name: String) -> Value? {
    text(name).flatMap { try? decodeCanonicalJSON(Value.self, from: $0) }
  }

  private func text(_ name: String) -> String? { try? String(contentsOf: file(name), encoding: .utf8) }

  private func write(_ text: String, to name: String) throws {
    do {
      try AtomicFile.write(Data(text.utf8), to: file(name))
    } catch {
      throw RunError(.inputOutput, "\(error)")
    }
  }
}
