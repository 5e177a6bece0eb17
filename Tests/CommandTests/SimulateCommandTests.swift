import Foundation
import Testing

@Suite("counterweight simulate")
struct SimulateCommandTests {
  static let command = ["simulate"]
  static let short = [
    "--rates", "0.02,0.2,0.6", "--algorithms", "grpo,rloo", "--group-size", "8", "--step-size", "0.1",
    "--steps", "40", "--replicates", "5",
  ]

  static func object(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Counterweight.run(command + arguments + ["--json"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  static func curves(_ arguments: [String]) throws -> [[String: Any]] {
    try #require(object(arguments)["curves"] as? [[String: Any]])
  }

  @Test func theJSONHasWhatWasAskedAndWhatCameOut() throws {
    let object = try Self.object(Self.short + ["--target", "0.3"])
    #expect(Set(object.keys) == ["experiment", "curves"])
    let experiment = try #require(object["experiment"] as? [String: Any])
    #expect(
      Set(experiment.keys) == [
        "rates", "algorithms", "groupSize", "stepSize", "steps", "replicates", "mobility", "sharedFeatures",
        "target", "seed",
      ])
    let curves = try #require(object["curves"] as? [[String: Any]])
    #expect(curves.map { $0["algorithm"] as? String } == ["grpo", "rloo"])
    #expect(
      Set(curves[1].keys) == [
        "algorithm", "steps", "meanSuccess", "lower", "upper", "meanField", "deadGroupShare",
        "differenceFromFirst", "passage", "assumptions",
      ])
    #expect(curves[0]["differenceFromFirst"] is NSNull)
    for key in ["steps", "meanSuccess", "lower", "upper", "meanField", "deadGroupShare"] {
      #expect((curves[1][key] as? [Double])?.count == 41)
    }
    let passage = try #require(curves[0]["passage"] as? [String: Any])
    #expect(Set(passage.keys) == ["reached", "updates", "meanField"])
    #expect(passage["reached"] as? Int == 5)
  }

  /// A curve begins where the mean field does, and both rise.
  @Test func simulationFollowsTheMeanField() throws {
    for mobility in ["vanilla", "natural"] {
      let curve = try #require(
        try Self.curves([
          "--rates", "0.2,0.3,0.6", "--algorithms", "rloo", "--group-size", "8", "--step-size", "0.05",
          "--steps", "60", "--replicates", "200", "--mobility", mobility,
        ]).first)
      let lower = try #require(curve["lower"] as? [Double])
      let upper = try #require(curve["upper"] as? [Double])
      let expected = try #require(curve["meanField"] as? [Double])
      #expect(abs(expected[0] - 1.1 / 3) <= 1e-14 * expected[0])
      // Finite steps bend the curve by much less than a twentieth of its rise.
      let slack = 0.05 * (expected[60] - expected[0])
      #expect(slack > 0)
      for step in [20, 40, 60] {
        #expect(lower[step] - slack <= expected[step] && expected[step] <= upper[step] + slack)
      }
    }
  }

  @Test func bytesDependOnTheSeedAlone() throws {
    let first = try Counterweight.run(Self.command + Self.short + ["--json", "--jobs", "1"])
    for jobs in ["2", "7"] {
      #expect(
        try Counterweight.run(Self.command + Self.short + ["--json", "--jobs", jobs]).output == first.output)
    }
    #expect(
      try Counterweight.run(Self.command + Self.short + ["--json", "--seed", "2"]).output != first.output)
  }

  @Test func aFileSaysTheSameAsOptions() throws {
    let path = StudyCommandTests.temporaryPath() + ".yml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try """
    rates: [0.02, 0.2, 0.6]
    algorithms: [grpo, rloo]
    groupSize: 8
    stepSize: 0.1
    steps: 40
    replicates: 5
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let options = try Counterweight.run(Self.command + Self.short + ["--json"])
    #expect(try Counterweight.run(["simulate", path, "--json"]).output == options.output)
  }

  @Test func whatHasNoMeanFieldSaysSo() throws {
    let batch = try Self.curves([
      "--rates", "0.1,0.5", "--algorithms", "reinforce++", "--group-size", "4", "--step-size", "0.1",
      "--steps",
      "3", "--replicates", "1",
    ])[0]
    #expect(batch["meanField"] is NSNull && batch["lower"] is NSNull)
    #expect(
      batch["assumptions"] as? [String]
        == ["no mean field: its baseline, mean over the batch's rollouts, reads the whole batch"])
    let shared = try Self.curves([
      "--rates", "0.1,0.5", "--algorithms", "rloo", "--group-size", "4", "--step-size", "0.1", "--steps", "3",
      "--shared-features", "4",
    ])[0]
    #expect(
      shared["assumptions"] as? [String] == ["no mean field: prompts share features, and do not move alone"])
  }

  @Test func picturesGoToAFileOrTheTerminal() throws {
    let terminal = try Counterweight.run(Self.command + Self.short + ["--plot"])
    #expect(terminal.exitCode == 0)
    #expect(terminal.output.contains("Mean success of 3 prompts  [exact · simulated]\n"))
    let path = StudyCommandTests.temporaryPath() + ".svg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outcome = try Counterweight.run(Self.command + Self.short + ["--plot", path])
    guard outcome.exitCode == 0 else {
      #expect(outcome.errors.hasPrefix("Error: gnuplot is not installed"))
      return
    }
    let picture = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture.contains("grpo, mean field (exact)") && picture.contains("grpo (simulated)"))
  }

  static let files: [(text: String, line: String)] = [
    (" ", " is empty; a simulation needs rates, algorithms, groupSize and stepSize"),
    ("rates: [0.5]\nalgorithms: [rloo]\ngroupSize: 8\n", ": key 'stepSize' is missing; add it"),
    (
      "rates: [0.5]\nalgorithms: [rloo]\ngroupSize: 8\nstepSize: 1\nstep: 3\n",
      ": unknown key 'step'; the keys there are algorithms, groupSize, mobility, rates, replicates, seed,"
        + " sharedFeatures, stepSize, steps, target"
    ),
    ("rates: 0.5\nalgorithms: [rloo]\ngroupSize: 8\nstepSize: 1\n", ": 'rates' must be a list"),
    (
      "rates: [0.5]\nalgorithms: [rloo]\ngroupSize: 8\nstepSize: 1\nmobility: free\n",
      ": 'mobility': it is free; it must be natural or vanilla"
    ),
  ]

  @Test(arguments: files)
  func errorsOfAFileAreOneLine(text: String, line: String) throws {
    let path = StudyCommandTests.temporaryPath() + ".yml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try Counterweight.run(["simulate", path])
    let name = try #require(path.split(separator: "/").last)
    #expect(outcome.errors == "Error: \(name)\(line)\n")
    #expect(outcome.exitCode == 65)
  }

  @Test func malformedYAMLIsBadData() throws {
    let path = StudyCommandTests.temporaryPath() + ".yml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "rates: [0.5\n".write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try Counterweight.run(["simulate", path])
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains(" is not valid YAML: "))
  }

  static let faults: [(arguments: [String], exitCode: Int32, line: String)] = [
    (
      ["nowhere.yml"], 66, "there is no file nowhere.yml; docs/examples/three-prompts.yml shows what it holds"
    ),
    (
      ["--rates", "0.5", "--algorithms", "remax", "--group-size", "8", "--step-size", "0.1"], 65,
      "remax: baseline (reward of the greedy response) reads more than which rollouts of a simulated prompt succeed, and there is no more to them; choose another baseline"
    ),
    (
      ["--rates", "0.5", "--algorithms", "rloo", "--group-size", "8", "--step-size", "0"], 65,
      "the step size is 0; it must be a finite number above 0"
    ),
    (
      ["--rates", "0.5", "--algorithms", "rloo", "--group-size", "0", "--step-size", "1"], 65,
      "the group size is 0; it must be between 1 and 4096"
    ),
    (
      ["--rates", "0.5", "--algorithms", "rloo", "--group-size", "8", "--step-size", "1", "--target", "1"],
      65,
      "the target is 1.0; it must be between 0 and 1, both excluded"
    ),
    (
      [
        "--rates", "0.5", "--algorithms", "rloo", "--group-size", "8", "--step-size", "1", "--replicates",
        "0",
      ],
      65, "the number of replicates is 0; it must be between 1 and 100000"
    ),
    (
      [
        "--rates", "0.5", "--algorithms", "rloo", "--group-size", "8", "--step-size", "1",
        "--shared-features", "2", "--mobility", "natural",
      ], 65,
      "prompts with shared features move in the vanilla metric only; choose it, or share no features"
    ),
  ]

  @Test(arguments: faults)
  func errorsAreOneLine(arguments: [String], exitCode: Int32, line: String) throws {
    let outcome = try Counterweight.run(Self.command + arguments)
    #expect(outcome.errors == "Error: \(line)\n")
    #expect(outcome.exitCode == exitCode)
  }

  @Test(arguments: [
    (["--rates", "0.5"], "Error: --algorithms is missing; give it, or a file that says what to simulate"),
    (
      ["docs/examples/three-prompts.yml", "--seed", "3"],
      "Error: docs/examples/three-prompts.yml says what to simulate; leave out --seed, or change the file"
    ),
    (["docs/examples/three-prompts.yml", "--jobs", "0"], "Error: --jobs is 0; it must be 1 or more"),
  ])
  func wrongUsageIsNamed(arguments: [String], line: String) throws {
    let outcome = try Counterweight.run(Self.command + arguments)
    #expect(outcome.errors.hasPrefix(line + "\n"), "\(outcome.errors)")
    #expect(outcome.exitCode == 64)
  }
}
