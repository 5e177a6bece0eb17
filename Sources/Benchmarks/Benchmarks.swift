import ArgumentParser

/// How fast the computations are on which everything else waits.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Time the loss of a large batch, the simulation of many prompts, and tables of minimum times.",
    discussion: """
      Examples:
        swift run -c release benchmarks
        swift run -c release benchmarks loss --rollouts 4096 --repeats 3 --json
        swift run -c release benchmarks simulation
        swift run -c release benchmarks times
      """,
    subcommands: [LossBenchmark.self, SimulationBenchmark.self, TimesBenchmark.self],
    defaultSubcommand: LossBenchmark.self)
}
