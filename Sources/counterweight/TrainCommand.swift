import ArgumentParser
import Foundation
import Reporting
import RunFiles
import Training
import TrainingRuns

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a small transformer on a verifiable task.",
    discussion: """
      Examples:
        counterweight train list
        counterweight train reversal
        counterweight train run reversal algorithm.name=grpo updates=100 --seed 3
        counterweight train evaluate runs/mine --pass-at 1,8
      """,
    subcommands: [Run.self, Evaluate.self, List.self], defaultSubcommand: Run.self)

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Train by a file or a preset, and print what came of it.",
      discussion: """
        The run's folder holds its settings, the metrics of every update, and checkpoints that other programs open. \
        An interrupted run continues where it was when the same command is given again; in warm-up it begins again. \
        Ctrl-C ends it after the step in flight, a second one at once. The setting model={checkpoint: DIR} begins with \
        the weights of a saved model or of another run.

        Examples:
          counterweight train run running-sum
          counterweight train run grid algorithm.name=rloo --output runs/mine
          counterweight train run reversal 'model={checkpoint: runs/mine}' warmUp={} updates=100
          counterweight train run mine.yml optimizer.learningRate=1e-3 \\
            'task={sorting: {symbols: 4}}' --json
        """)

    @Argument(help: "A YAML file, or the name of a preset.")
    var source: String

    @Argument(help: "Settings that replace those of the file, as key=value with dots for nesting.")
    var overrides: [String] = []

    @Option(help: "The root of all random numbers; replaces the file's.")
    var seed: UInt64?

    @Option(help: "Where the run goes; by default runs/ and a name made of the file and its settings.")
    var output: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let run = try TrainingRun(
        source: source, overrides: overrides + (seed.map { ["seed=\($0)"] } ?? []), output: output)
      Interruption.installStoppingOnce()
      let outcome = try run.run(
        columns: Terminal.columns(of: STDERR_FILENO), log: { Terminal.tell($0) },
        isInterrupted: { Interruption.isRequested })
      switch outcome {
      case .finished(let summary):
        let record = TrainingRecord(directory: run.url.relativePath, summary: summary)
        try Terminal.write(json ? canonicalJSON(record) : record.text)
      case .interrupted(let update):
        Terminal.tell(
          "Interrupted after update \(update). Its state is kept; give the same command again to continue.\n")
        throw ExitCode(RunError.ExitCode.interrupted.rawValue)
      case .interruptedInWarmUp:
        Terminal.tell("Interrupted in warm-up, which begins again when the same command is given.\n")
        throw ExitCode(RunError.ExitCode.interrupted.rawValue)
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the presets there are.",
      discussion: """
        Examples:
          counterweight train list
          counterweight train list --json
        """)

    @Flag(help: "Print JSON.")
    var json = false

    private struct Entry: Encodable {
      let name: String
      let summary: String
      let settings: String
    }

    func run() throws {
      let presets = TrainingPreset.all
      if json {
        let entries = presets.map { Entry(name: $0.name, summary: $0.summary, settings: $0.text) }
        try Terminal.write(canonicalJSON(entries))
      } else {
        let table = Table(
          title: "Presets", columns: ["preset", "what is learned"].map { Column(header: $0) },
          rows: presets.map { [$0.name, $0.summary] })
        try Terminal.write(table.terminalText(width: Terminal.tableWidth) + "\n")
      }
    }
  }
}
