import ArgumentParser
import Foundation
import RunFiles
import Studies

struct StudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Predict, measure, judge.",
    discussion: """
      Examples:
        counterweight study list
        counterweight study run simulations/optimal-baseline
      """,
    subcommands: [Run.self, List.self])

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a study and print its verdicts.",
      discussion: """
        Predictions are written down before anything is measured. An interrupted run continues where it was when \
        the same command is given again. With COUNTERWEIGHT_QUICK=1 in the environment, the study's own `quick` \
        settings shorten the run on the same code path.

        Examples:
          counterweight study run simulations/optimal-baseline
          counterweight study run simulations/optimal-baseline \\
            parameters.training.seeds=3 --seed 7
          counterweight study run simulations/optimal-baseline --output runs/mine --json
        """)

    @Argument(help: "A study file, or a folder that holds one.")
    var path: String

    @Argument(help: "Settings that replace those of the file, as key=value with dots for nesting.")
    var overrides: [String] = []

    @Option(help: "The root of all random numbers; replaces the file's.")
    var seed: UInt64?

    @Option(help: "Where results go; by default runs/ and a name made of the study and its settings.")
    var output: String?

    @Option(help: "How many parts are computed at once; results do not depend on it.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be 1 or more") }
    }

    func run() async throws {
      Interruption.install()
      let launch = try StudyLaunch(
        path: path, overrides: overrides + (seed.map { ["seed=\($0)"] } ?? []), output: output,
        quick: ProcessInfo.processInfo.environment["COUNTERWEIGHT_QUICK"] == "1")
      let run = try await launch.run(jobs: jobs, columns: Terminal.columns(of: STDERR_FILENO)) {
        Terminal.tell($0)
      }
      if json {
        try Terminal.write(canonicalJSON(run.summary))
      } else {
        try Terminal.write(run.text(width: Terminal.tableWidth, style: Terminal.style))
      }
      if run.results.refutesAnEstablishedPrediction {
        let refuted = run.results.verdicts.filter { $0.outcome == .refuted && $0.prediction.established }
        throw RunError(
          .refuted,
          "refuted although established: \(refuted.map(\.prediction.id).joined(separator: ", "))")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the studies there are.",
      discussion: """
        Examples:
          counterweight study list
          counterweight study list --directory simulations --json
        """)

    @Option(help: "Where to look for study files.")
    var directory = "simulations"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let catalogue = try StudyCatalogue(directory: URL(fileURLWithPath: directory))
      if json {
        try Terminal.write(canonicalJSON(catalogue.entries))
      } else {
        try Terminal.write(catalogue.table.terminalText(width: Terminal.tableWidth) + "\n")
      }
    }
  }
}
