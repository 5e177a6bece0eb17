import Foundation
import RunFiles
import Studies
import Testing

@Suite("Study files and their errors")
struct StudyFileTests {
  static let tiny = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Resources/tiny.yml")

  static func read(_ text: String, overrides: [String] = []) throws -> StudyFile<OptimalBaselineParameters> {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("study.yml")
    try Data(text.utf8).write(to: file)
    return try StudyFile.read(file, overrides: overrides, quick: false)
  }

  static func tinyText() throws -> String { try String(contentsOf: tiny, encoding: .utf8) }

  @Test func overridesAndQuickSettingsReachEveryDepth() throws {
    let study = try StudyFile<OptimalBaselineParameters>.read(
      Self.tiny, overrides: ["seed=12", "parameters.training.task.modulus=3"], quick: true)
    #expect(study.seed == 12)
    #expect(study.parameters.training.task.modulus == 3)
    #expect(study.parameters.exact.batches == 50)
  }

  @Test(arguments: [
    (["seed"], "override 'seed' is not of the form key=value, such as seed=2"),
    (
      ["sed=2"],
      "override 'sed' names no key of the file; there it has confidence, family, id, parameters, predictions,"
        + " question, quick, seed"
    ),
    (["seed.x=2"], "override 'seed.x' names no key of the file; the value there has no keys"),
    (["seed=many"], "study.yml: 'seed' must be a whole number, 0 or more"),
    (["confidence=1.5"], "study.yml: confidence is 1.5; it must be between 0 and 1"),
  ])
  func badOverrides(overrides: [String], message: String) throws {
    let text = try Self.tinyText()
    #expect {
      try Self.read(text, overrides: overrides)
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: [
    ("seed: 3", "sead: 3", "study.yml: key 'seed' is missing; add it"),
    (
      "groupSize: 3", "groupSize: 3\n    grupSize: 4",
      "study.yml: unknown key 'parameters.exact.grupSize'; the keys there are batches, groupSize, policies"
    ),
    (
      "modulus: 2", "modulus: two", "study.yml: 'parameters.training.task.modulus' must be a whole number"
    ),
    (
      "expect: {below: 5}", "expect: {below: 5, above: 1}",
      "study.yml: prediction 'one-seed' must expect one of {equal, within > 0}, {below} or {above}, in finite numbers"
    ),
    ("id: one-seed", "id: halves", "study.yml: two predictions are called 'halves'; rename one"),
  ])
  func badFiles(good: String, bad: String, message: String) throws {
    let text = try Self.tinyText().replacingOccurrences(of: good, with: bad)
    #expect {
      try Self.read(text)
    } throws: {
      "\($0)" == message && ($0 as? RunError)?.exitCode == .badData
    }
  }

  @Test func malformedYAMLIsOneLine() throws {
    #expect {
      try Self.read("id: [1, 2\nfamily: x")
    } throws: {
      let line = "\($0)"
      return line.hasPrefix("study.yml is not valid YAML: ") && !line.contains("\n")
    }
    #expect {
      try Self.read("")
    } throws: {
      "\($0)" == "study.yml is empty; a study needs id, family, question and more"
    }
  }

  @Test(arguments: [
    ("parameters.exact.groupSize=1", "parameters.exact.groupSize is 1; it must be between 2 and 64"),
    (
      "parameters.training.probe.batches=2",
      "parameters.training.probe.batches is 2; it must be between 3 and 1000000"
    ),
    (
      "parameters.training.model.width=9",
      "parameters.training.model.width is 9; it must be a multiple of twice the heads, 4"
    ),
    (
      "parameters.training.levels=[{name: ../up, success: 0.2}]",
      "parameters.training.levels name is '../up'; it must be letters, digits, - and _"
    ),
    (
      "parameters.training.levels=[{name: a, success: 0.5}, {name: b, success: 0.4}]",
      "parameters.training.levels 'b'.success is 0.4; it must be above 0.5 and below 1, levels rising"
    ),
    (
      "parameters.training.warmUp.learningRate=.nan",
      "parameters.training.warmUp.learningRate is nan; it must be a number above 0"
    ),
    (
      "parameters.exact.policies=[{name: pair, about: a}]",
      "policy 'pair' must be given as exactly one of table, tree and sharedFeatures"
    ),
    (
      "predictions=[{id: a, statement: b, source: c, side: simulated, quantity: trained.start.mean.toForecast,"
        + " expect: {below: 1}, established: true}]",
      "prediction 'a' has side simulated, and its quantity is 'trained.start.mean.toForecast'; the quantity's name"
        + " must begin with its side"
    ),
    (
      "predictions=[{id: a, statement: b, source: c, side: trained, quantity: trained.start.mean.toForecasd,"
        + " expect: {below: 1}, established: true}]",
      "prediction 'a' is about 'trained.start.mean.toForecasd', which this study does not measure; near it:"
        + " trained.start.mean.toForecast"
    ),
  ])
  func parametersOutOfRangeAreRefusedBeforeAnythingIsMeasured(override: String, message: String) async throws
  {
    let folder = try TemporaryFolder()
    let output = folder.url.appendingPathComponent("run").path
    do {
      let launch = try StudyLaunch(path: Self.tiny.path, overrides: [override], output: output, quick: true)
      _ = try await launch.run(jobs: 1, columns: nil) { _ in }
      Issue.record("not refused")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
    #expect(!FileManager.default.fileExists(atPath: output))
  }
}

/// A folder that vanishes with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("counterweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
