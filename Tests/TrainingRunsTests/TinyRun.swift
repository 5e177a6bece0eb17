import Foundation
import TrainingRuns

/// A run of training that takes a moment, and folders for it.
enum TinyRun {
  static let text = """
    seed: 7
    task: {runningSum: {modulus: 3, digits: [1, 2]}}
    model: {width: 8, layers: 1, heads: 2, feedForwardWidth: 16}
    algorithm: {name: grpo, set: [groupSize=4]}
    promptsPerUpdate: 4
    epochs: 2
    minibatches: 2
    updates: 7
    warmUp: {format: {steps: 3}}
    evaluation: {every: 3, prompts: 8}
    checkpointEvery: 2
    """

  /// The files that equal runs have in common, with those of the last checkpoint.
  static let files =
    ["metrics.jsonl", "metrics.csv", "evaluations.jsonl", "warm-up.json", "finished.json", "config.yml"]
    + ["model.safetensors", "trainer.safetensors", "contents.json"].map { "checkpoints/000007/\($0)" }

  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("counterweight-training-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("tiny.yml"))
    return try body(folder)
  }

  static func run(_ folder: URL, _ name: String, overrides: [String] = []) throws -> TrainingRun {
    try TrainingRun(
      source: folder.appendingPathComponent("tiny.yml").path, overrides: overrides,
      output: folder.appendingPathComponent(name).path)
  }

  /// Trains until so many updates are logged, or to the end; what it said.
  @discardableResult
  static func train(_ run: TrainingRun, updates: Int = .max, columns: Int? = nil) throws -> String {
    var said = ""
    _ = try run.run(columns: columns, log: { said += $0 }) {
      let isWarm = (try? bytes(run, "warm-up.json")) != nil
      let lines = (try? bytes(run, "metrics.jsonl"))?.count { $0 == UInt8(ascii: "\n") } ?? 0
      return isWarm && lines >= updates
    }
    return said
  }

  static func bytes(_ run: TrainingRun, _ file: String) throws -> Data {
    try Data(contentsOf: run.url.appendingPathComponent(file))
  }

  static func refusal(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return "\(error)"
    }
  }
}
