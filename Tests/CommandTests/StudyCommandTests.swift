import Foundation
import Testing

@Suite("counterweight study, report and doctor")
struct StudyCommandTests {
  static let file = "Tests/StudiesTests/Resources/tiny.yml"

  static func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("counterweight-\(UUID().uuidString)").path
  }

  @Test func runAndReportPrintVerdictsAndTheReport() throws {
    let output = Self.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let run = try Counterweight.run(["study", "run", Self.file, "--output", output])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("halves"))
    #expect(run.output.hasSuffix("report: \(output)/report.html\n"))
    #expect(run.errors.contains("5/5 cells"), "progress goes to standard error")
    let again = try Counterweight.run(["study", "run", Self.file, "--output", output])
    #expect(again.exitCode == 0 && again.errors.isEmpty, "another process finds nothing left to do")
    #expect(again.output == run.output)
    let report = try Counterweight.run(["report", output])
    #expect(report.output == run.output)
    let json = try Counterweight.run(["report", output, "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["verdicts"] as? [Any])?.count == 2)
    let page = try String(contentsOfFile: output + "/report.html", encoding: .utf8)
    #expect(page.contains("One half forecasts the other."))
  }

  @Test func anEstablishedPredictionThatFailsGivesExitCode2() throws {
    let output = Self.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let outcome = try Counterweight.run([
      "study", "run", Self.file, "--output", output,
      "predictions=[{id: wrong, statement: s, source: t, side: simulated,"
        + " quantity: simulated.pair.mean.toLeaveOneOut, expect: {above: 1}, established: true}]",
    ])
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.hasSuffix("Error: refuted although established: wrong\n"))
    #expect(outcome.output.contains("refuted"))
  }

  @Test(arguments: [
    (
      ["study", "run", "nowhere.yml"], 66,
      "there is no file or folder nowhere.yml; `counterweight study list` shows the studies"
    ),
    (["study", "run", "Tests"], 66, "folder Tests holds 0 study files (*.yml); name the one to run"),
    (
      ["study", "list", "--directory", "nowhere"], 66,
      "there is no folder nowhere; say where studies are with --directory"
    ),
    (["report", "nowhere"], 66, "there is no folder nowhere; `counterweight study run` makes one"),
    (["report", "docs"], 66, "docs is not a run directory: it has no study.yml"),
    (
      ["study", "run", Self.file, "sead=2"], 64,
      "override 'sead' names no key of the file; there it has confidence, family, id, parameters, predictions, question, quick, seed"
    ),
    (
      ["study", "run", Self.file, "family=opera"], 65,
      "tiny.yml: family is 'opera'; it must be optimal-baseline, asymmetric-weights or false-penalty"
    ),
    (
      ["study", "run", Self.file, "--output", "README.md/run"], 74,
      "cannot create README.md/run: README.md is a file; choose another folder with --output"
    ),
  ])
  func errorsAreOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(arguments)
    #expect(outcome.errors == "Error: \(line)\n")
    #expect(outcome.exitCode == exitCode)
  }

  /// The signal comes while a long cell is computed and others are stored: they survive, and the same command goes on
  /// without computing them again.
  @Test func interruptionKeepsWhatIsFinished() async throws {
    let output = Self.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: errors) }
    try Data().write(to: errors)
    let arguments = [
      "study", "run", Self.file, "parameters.training.levels=[{name: start, success: 0.9999}]",
      "parameters.training.warmUp.learningRate=1e-9", "parameters.training.warmUp.maximumSteps=100000000",
      "parameters.training.seeds=1", "predictions=[]", "--jobs", "2", "--output", output,
    ]
    let process = try Counterweight.start(
      arguments, output: .nullDevice, errors: FileHandle(forWritingTo: errors))
    func storedCells() -> [String] {
      let files = try? FileManager.default.contentsOfDirectory(atPath: output + "/cells")
      return (files ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }
    while process.isRunning && storedCells().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    try #require(process.isRunning, "the long cell must still be running")
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let words = try String(contentsOf: errors, encoding: .utf8)
    #expect(
      words.hasSuffix("Interrupted. What is finished is kept; give the same command again to continue.\n"))
    #expect(!storedCells().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: output + "/results.json"))
  }

  @Test func doctorNamesEveryPart() throws {
    let outcome = try Counterweight.run(["doctor", "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let names = (object?["checks"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names == ["GSL", "vector instructions", "processor cores", "figures"])
  }
}
