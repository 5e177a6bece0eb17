import ArgumentParser
import Foundation
import Reporting
import RunFiles
import TrainingBenchmarks

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time the trainer on this machine.",
    discussion: """
      Examples:
        counterweight bench train
        counterweight bench norms
      """,
    subcommands: [Train.self, Norms.self, Record.self])

  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time sampling, steps of training and whole steps of reinforcement.",
      discussion: """
        Times are processor seconds, so that a run on one core and on several can be compared. The first cases fill \
        every slot of their responses; the last three play recorded lengths of a task again.

        Examples:
          counterweight bench train
          counterweight bench train d64 --runs 9
          counterweight bench train running-sum --json
        """)

    @Argument(help: "Cases to time; by default all.")
    var cases: [String] = []

    @Option(help: "Runs of which the median counts.")
    var runs = 5

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      guard runs >= 1 else { throw ValidationError("--runs is \(runs); it must be 1 or more") }
      let known = BenchmarkCase.all.map(\.name)
      if let name = cases.first(where: { !known.contains($0) }) {
        throw ValidationError("there is no case '\(name)'; the cases are \(known.joined(separator: ", "))")
      }
    }

    func run() throws {
      Interruption.installWithoutRecord()
      let timings = try BenchmarkCase.all.filter { cases.isEmpty || cases.contains($0.name) }.map {
        benchmark in
        Terminal.tell("timing \(benchmark.name)\n")
        return try TrainingTiming(benchmark, runs: runs)
      }
      try Terminal.write(
        json
          ? canonicalJSON(timings)
          : TrainingTiming.table(of: timings).terminalText(width: Terminal.tableWidth) + "\n")
    }
  }

  struct Norms: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time what the score norms of all rollouts add to a step of training.",
      discussion: """
        Examples:
          counterweight bench norms
          counterweight bench norms --width 64 --json
        """)

    @Option(parsing: .upToNextOption, help: "Widths of networks, multiples of 32.")
    var width = [32, 64, 128]

    @Option(help: "Runs of which the median counts.")
    var runs = 5

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      guard runs >= 1 else { throw ValidationError("--runs is \(runs); it must be 1 or more") }
      if let width = width.first(where: { $0 < 32 || !$0.isMultiple(of: 32) }) {
        throw ValidationError("--width is \(width); it must be a multiple of 32, 32 or more")
      }
    }

    func run() throws {
      Interruption.installWithoutRecord()
      let timings = try ScoreNormTiming.measure(widths: width, runs: runs)
      try Terminal.write(
        json
          ? canonicalJSON(timings)
          : ScoreNormTiming.table(of: timings).terminalText(width: Terminal.tableWidth) + "\n")
    }
  }

  struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Print a case's prompts, response lengths and verdicts as JSON, for another program to play again.",
      discussion: """
        Examples:
          counterweight bench record running-sum
        """)

    @Argument(help: "A case.")
    var name: String

    func validate() throws {
      let known = BenchmarkCase.all.map(\.name)
      guard known.contains(name) else {
        throw ValidationError("there is no case '\(name)'; the cases are \(known.joined(separator: ", "))")
      }
    }

    func run() throws {
      for benchmark in BenchmarkCase.all where benchmark.name == name {
        try Terminal.write(canonicalJSON(try benchmark.recording()))
      }
    }
  }
}
