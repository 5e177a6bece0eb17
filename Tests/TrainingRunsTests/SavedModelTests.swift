import Foundation
import RunFiles
import Testing
import Training
import TrainingRuns

@Suite("Saved models")
struct SavedModelTests {
  static let task = "runningSum: {modulus: 3, digits: [1, 2]}"

  /// Runs `body` with the folder of a finished run, in a folder for more.
  static func withRun(_ body: (_ run: String, _ folder: URL) throws -> Void) throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run")
      try TinyRun.train(run)
      try body(run.url.path, folder)
    }
  }

  @Test("An evaluation at the run's settings finds what the run found")
  func runsEvaluation() throws {
    try Self.withRun { run, _ in
      let url = URL(fileURLWithPath: run + "/evaluations.jsonl")
      let line = try #require(String(contentsOf: url, encoding: .utf8).split(separator: "\n").last)
      let expected = try JSONDecoder().decode(EvaluationMetrics.self, from: Data(line.utf8))
      let model = try SavedModel(run, task: nil)
      #expect(model.url.path == run + "/checkpoints/000007")
      let metrics = try model.evaluate(model.evaluation, seed: nil)
      #expect(metrics == expected)
      var other = try SavedModel(run + "/checkpoints/000007", task: Self.task)
        .evaluate(model.evaluation, seed: 7)
      #expect(other.update == 0, "no run says")
      other.update = 7
      #expect(other == expected)
      let fresh = try model.evaluate(model.evaluation, seed: 8)
      #expect(fresh != expected)
    }
  }

  @Test("Training begins with a model's weights and sizes")
  func trainingBegins() throws {
    try Self.withRun { run, folder in
      let begun = try TinyRun.run(
        folder, "begun", overrides: ["model={checkpoint: \(run)}", "warmUp={}", "updates=0"])
      try TinyRun.train(begun)
      let files = [run + "/checkpoints/000007", begun.url.path + "/checkpoints/000000"].map {
        URL(fileURLWithPath: $0 + "/model.safetensors")
      }
      let (given, kept) = (try Data(contentsOf: files[0]), try Data(contentsOf: files[1]))
      #expect(given == kept)
      let file = try String(contentsOf: begun.url.appendingPathComponent("config.yml"), encoding: .utf8)
      #expect(file.contains("checkpoint: \(run)\n") && file.contains("feedForwardWidth: 16\n"))
    }
  }

  @Test("A model keeps its own epsilon of the norms, in the run and when it is resumed")
  func foreignEpsilon() throws {
    try Self.withRun { run, folder in
      let model = folder.appendingPathComponent("model")
      try FileManager.default.copyItem(atPath: run + "/checkpoints/000007", toPath: model.path)
      for name in ["contents.json", "trainer.safetensors"] {
        try FileManager.default.removeItem(at: model.appendingPathComponent(name))
      }
      let url = model.appendingPathComponent("config.json")
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
      var configuration = try #require(object as? [String: Any])
      configuration["rms_norm_eps"] = 1e-6
      try JSONSerialization.data(withJSONObject: configuration).write(to: url)
      let begun = try TinyRun.run(
        folder, "begun", overrides: ["model={checkpoint: \(model.path)}", "warmUp={}", "updates=1"])
      try TinyRun.train(begun)
      let saved = begun.url.appendingPathComponent("checkpoints/000001/config.json")
      let kept = try JSONSerialization.jsonObject(with: Data(contentsOf: saved)) as? [String: Any]
      let epsilon = try #require(kept?["rms_norm_eps"] as? Double)
      #expect(Float(epsilon) == 1e-6)
    }
  }

  @Test("Begun with a model and interrupted, a run ends with the bytes it would have had")
  func resumes() throws {
    try Self.withRun { run, folder in
      let overrides = ["model={checkpoint: \(run)}"]
      let whole = try TinyRun.run(folder, "whole", overrides: overrides)
      let parts = try TinyRun.run(folder, "parts", overrides: overrides)
      try TinyRun.train(whole)
      try TinyRun.train(parts, updates: 3)
      try TinyRun.train(parts)
      try TrainingRunTests.expectEqual(parts, whole)
    }
  }

  @Test("What does not fit is said on one line")
  func refusals() throws {
    try Self.withRun { run, folder in
      let model = run + "/checkpoints/000007"
      func begin(_ overrides: [String]) -> RunError? {
        #expect(throws: RunError.self) { try TinyRun.run(folder, "other", overrides: overrides) }
      }
      func evaluate(_ path: String, task: String?) -> RunError? {
        #expect(throws: RunError.self) { try SavedModel(path, task: task) }
      }
      let place = URL(fileURLWithPath: model).relativePath
      let cases: [(RunError?, RunError.ExitCode, String)] = [
        (
          begin(["model={checkpoint: nowhere}"]), .missingInput,
          "tiny.yml: there is no folder nowhere; name that of a run or of a model"
        ),
        (
          begin(["model.checkpoint=\(run)", "model.width=16"]), .badData,
          "tiny.yml: model.width is not that of model.checkpoint, which has 8; leave it out"
        ),
        (
          begin(["model={checkpoint: \(run)}", "task={runningSum: {modulus: 3, digits: [1, 5]}}"]), .badData,
          "tiny.yml: model.contextLength is 6; it must be 12 or more, the task's longest prompt and response"
        ),
        (
          begin(["model={checkpoint: \(run)}", "task={runningSum: {modulus: 4, digits: [1, 2]}}"]), .badData,
          "tiny.yml: \(place) has 5 tokens, and the task 6; take the task that the model was trained on"
        ),
        (
          evaluate(folder.path, task: nil), .usage,
          "\(folder.path) is no folder of a run; give the task with --task 'name: {…}'"
        ),
        (
          evaluate(folder.path, task: Self.task), .missingInput,
          "\(folder.path): there is no file \(folder.path)/tokenizer.json"
        ),
        (
          evaluate(model, task: "reversal: {symbol: 3}"), .badData,
          "--task: the task reversal has no parameter \"symbol\"; its parameters are symbols, lengths"
        ),
        (
          evaluate(model, task: "runningSum: {modulus: 3, digits: [1, 4]}"), .badData,
          "\(model): \(place) reads at most 6 tokens; the task's longest prompt and response have 10"
        ),
      ]
      for (error, exitCode, line) in cases {
        #expect(error?.description == line)
        #expect(error?.exitCode == exitCode)
      }
    }
  }
}
