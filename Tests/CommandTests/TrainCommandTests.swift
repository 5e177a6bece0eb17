import Foundation
import Testing

@Suite("counterweight train")
struct TrainCommandTests {
  static let settings = [
    "updates=1000", "checkpointEvery=20", "task={runningSum: {modulus: 3, digits: [1, 2]}}", "warmUp={}",
    "evaluation={every: 200, prompts: 32}",
  ]

  static func train(_ output: String, _ more: [String] = []) -> [String] {
    ["train", "running-sum"] + settings + ["--output", output] + more
  }

  /// Starts a long run, waits for its first checkpoint after an update, and ends it with a signal; its exit code.
  static func end(_ output: String, with signal: Int32) throws -> Int32 {
    let process = try Counterweight.start(train(output), output: .nullDevice, errors: .nullDevice)
    func hasCheckpoint() -> Bool {
      let names = try? FileManager.default.contentsOfDirectory(atPath: output + "/checkpoints")
      return names?.contains { !$0.hasPrefix(".") && $0 != "000000" } ?? false
    }
    while process.isRunning && !hasCheckpoint() { usleep(2000) }
    try #require(process.isRunning, "the run must still be going on")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("Killed or interrupted, the same command ends with the same bytes")
  func resumes() throws {
    let outputs = (0..<3).map { _ in StudyCommandTests.temporaryPath() }
    defer { for output in outputs { try? FileManager.default.removeItem(atPath: output) } }
    let whole = try Counterweight.run(Self.train(outputs[0], ["--json"]))
    #expect(whole.exitCode == 0)
    let object = try JSONSerialization.jsonObject(with: Data(whole.output.utf8)) as? [String: Any]
    #expect((object?["summary"] as? [String: Any])?["updates"] as? Int == 1000)
    _ = try Self.end(outputs[1], with: SIGKILL)
    let code = try Self.end(outputs[2], with: SIGINT)
    #expect(code == 130)
    for output in outputs.dropFirst() {
      let finished = FileManager.default.fileExists(atPath: output + "/finished.json")
      #expect(!finished)
      let again = try Counterweight.run(Self.train(output))
      #expect(again.exitCode == 0)
      #expect(again.errors.hasPrefix("continuing after update "))
      #expect(again.output.hasSuffix("model: \(output)/checkpoints/001000\n"))
      for file in ["metrics.jsonl", "metrics.csv", "checkpoints/001000/model.safetensors"] {
        let bytes = try [outputs[0], output].map {
          try Data(contentsOf: URL(fileURLWithPath: "\($0)/\(file)"))
        }
        #expect(bytes[0] == bytes[1], "\(file) differs")
      }
    }
  }

  @Test("Ctrl-C ends warm-up, too, and the same command begins it again")
  func interruptedWarmUp() throws {
    let output = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    let process = try Counterweight.start(
      Self.train(output, ["warmUp={format: {steps: 1000000}}"]), output: .nullDevice,
      errors: FileHandle(forWritingTo: errors))
    func said() throws -> String { try String(contentsOf: errors, encoding: .utf8) }
    while try process.isRunning && said().isEmpty { usleep(2000) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let text = try said()
    #expect(text.hasPrefix("warm-up  form 1/1000000\n"))
    #expect(text.hasSuffix("\nInterrupted in warm-up, which begins again when the same command is given.\n"))
  }

  @Test func evaluationsOfARunPrintItsSuccess() throws {
    let output = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let trained = try Counterweight.run(Self.train(output, ["updates=2"]))
    #expect(trained.exitCode == 0)
    let plain = try Counterweight.run(["train", "evaluate", output, "--pass-at", "1,4"])
    let pattern =
      #/model: .*\/checkpoints\/000002\nsuccess: \d\.\d{3}\nsuccess, 1 digits: \d\.\d{3}\nsuccess, 2 digits: \d\.\d{3}\npass@4: \d\.\d{3}\ntokens of a response: \d\.\d\d\nentropy of a token: \d\.\d{3} nats\n/#
    #expect(plain.output.wholeMatch(of: pattern) != nil, "\(plain.output)\(plain.errors)")
    let greedy = try Counterweight.run([
      "train", "evaluate", output, "--temperature", "0", "--samples", "3", "--pass-at", "1,3", "--json",
    ])
    let record = try JSONSerialization.jsonObject(with: Data(greedy.output.utf8)) as? [String: Any]
    let passAt = (record?["metrics"] as? [String: Any])?["passAt"] as? [[String: Any]]
    let rates = passAt?.compactMap { $0["rate"] as? Double } ?? []
    #expect(rates.count == 2 && rates[0] == rates[1], "greedy responses are all alike")
  }

  @Test func presetsAreListed() throws {
    let list = try Counterweight.run(["train", "list"])
    #expect(list.exitCode == 0 && list.output.contains("running-sum"))
    let json = try Counterweight.run(["train", "list", "--json"])
    let presets = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(presets?.count == 8)
  }

  @Test(arguments: [
    (
      ["train", "nowhere.yml"], 66,
      "there is no file nowhere.yml; `counterweight train list` shows the presets"
    ),
    (["train", "reversal", "updates=-1"], 65, "reversal: updates is -1; it must be 0 or more"),
    (
      ["train", "reversal", "updates=1", "--output", "README.md/run"], 74,
      "cannot create README.md/run: README.md is a file; choose another folder with --output"
    ),
    (
      ["train", "evaluate", "nowhere"], 66,
      "there is no folder nowhere; name that of a run or of a model"
    ),
    (["train", "reversal", "--output", ""], 64, "--output is empty; name a folder, or leave it out"),
  ])
  func errorsAreOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(arguments)
    #expect(outcome.errors == "Error: \(line)\n")
    #expect(outcome.exitCode == exitCode)
  }
}
