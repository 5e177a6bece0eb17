import Foundation
import Testing

@Suite("Commands shown in the documentation and in --help")
struct DocumentationTests {
  /// Settings that shrink a run of a study to a moment without changing its code path.
  static func shrunk(_ study: String) -> [String] {
    let settings =
      switch study {
      case let study where study.contains("asymmetric-weights"):
        ["parameters.replicates=2", "parameters.simulations=[]"]
      case let study where study.contains("false-penalty"):
        [
          "parameters.runs=[]", "parameters.chains=2", "parameters.phases.chains=2",
          "parameters.phases.rollouts=8",
          "parameters.lockIn.chains=2", "parameters.lockIn.rollouts=8", "parameters.averaging.chains=2",
          "parameters.averaging.updates=8",
          "parameters.training.seeds=1", "parameters.training.updates=10",
          "parameters.training.warmUp.maximumSteps=0",
        ]
      default:
        [
          "parameters.exact.batches=3", "parameters.training.seeds=1",
          "parameters.training.warmUp.maximumSteps=0", "parameters.training.reinforcement.maximumSteps=0",
        ]
      }
    return settings + ["predictions=[]"]
  }

  static let pages: [String] = {
    let files = FileManager.default
    let docs =
      (try? files.contentsOfDirectory(atPath: Counterweight.root.appendingPathComponent("docs").path)) ?? []
    return [
      "README.md", "CONTRIBUTING.md", "simulations/asymmetric-weights/README.md",
      "simulations/false-penalty/README.md", "simulations/optimal-baseline/README.md",
    ]
      + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
  }()

  /// A command of a ```console block with the output shown below it.
  struct Shown {
    let command: String
    let output: String
  }

  static func shown(in page: String) throws -> [Shown] {
    let text = try String(contentsOf: Counterweight.root.appendingPathComponent(page), encoding: .utf8)
    var shown: [Shown] = []
    for block in text.components(separatedBy: "```console\n").dropFirst() {
      let body = block.components(separatedBy: "```")[0]
      for part in ("\n" + body).components(separatedBy: "\n$ ").dropFirst() {
        let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        shown.append(Shown(command: String(lines[0]), output: lines.count > 1 ? String(lines[1]) : ""))
      }
    }
    return shown
  }

  @Test(arguments: pages)
  func everyCommandOfAPageRunsAndPrintsWhatIsShown(page: String) throws {
    for shown in try Self.shown(in: page) where shown.command.hasPrefix("counterweight ") {
      try Self.check(shown)
    }
  }

  @Test(arguments: [
    [], ["algorithms"], ["advantage"], ["loss"], ["baseline"], ["plan"], ["weight"], ["weight", "effective"],
    ["weight", "optimal"], ["weight", "compare"], ["weight", "population"], ["penalty"],
    ["penalty", "token"], ["penalty", "tree"], ["penalty", "filter"], ["penalty", "drift"],
    ["penalty", "train"], ["simulate"], ["train"], ["train", "list"], ["study", "run"],
    ["study", "list"], ["report"],
    ["doctor"],
  ])
  func everyExampleOfTheHelpRuns(subcommand: [String]) throws {
    let help = try Counterweight.run(subcommand + ["--help"])
    #expect(help.exitCode == 0)
    let joined = help.output.replacing(#/\s\\\n\s+/#, with: " ")
    let examples = joined.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("counterweight ") }
    #expect(!examples.isEmpty)
    for example in examples { try Self.check(Shown(command: example, output: "")) }
  }

  /// Settings that shrink a run of training to a moment.
  static let shrunkTraining = ["updates=2", "warmUp={}", "evaluation={every: 0, prompts: 8}"]

  /// Runs a command; studies and training are shrunk, and reports and evaluations are made of a shrunk run.
  static func check(_ shown: Shown) throws {
    var arguments = shown.command.replacing("'", with: "").split(separator: " ").dropFirst().map(String.init)
    let output = StudyCommandTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: output) }
    if arguments.starts(with: ["study", "run"]) {
      if let place = arguments.firstIndex(of: "--output") { arguments.removeSubrange(place...place + 1) }
      arguments += shrunk(arguments[2]) + ["--output", output]
    } else if arguments.first == "report" {
      let study = "simulations/optimal-baseline"
      let run = ["study", "run", study] + shrunk(study) + ["--output", output]
      #expect(try Counterweight.run(run).exitCode == 0)
      arguments[1] = output
    } else if arguments.starts(with: ["train", "evaluate"]) {
      let run = ["train", "run", "reversal"] + shrunkTraining + ["--output", output]
      #expect(try Counterweight.run(run).exitCode == 0)
      arguments[2] = output
    } else if arguments.first == "train" && arguments[1] != "list" {
      arguments += shrunkTraining + ["--output", output]
    }
    if let place = arguments.firstIndex(where: { $0.hasSuffix(".svg") }) {
      arguments[place] = output + ".svg"
    }
    defer { try? FileManager.default.removeItem(atPath: output + ".svg") }
    let outcome = try Counterweight.run(arguments)
    #expect(outcome.exitCode == 0, "\(shown.command): \(outcome.errors)")
    if !shown.output.isEmpty { #expect(outcome.output == shown.output, "\(shown.command)") }
  }
}
