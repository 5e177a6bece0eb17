import ArgumentParser

/// How fast the computations are on which everything else waits.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Time the loss of a large batch, and the simulation of many prompts.",
    discussion: """
      Examples:
        swift run -c release benchmarks
        swift run -c release benchmarks loss --rollouts 4096 --repeats 3 --json
        swift run -c release benchmarks simulation
      """,
    subcommands: [LossBenchmark.self, SimulationBenchmark.self], defaultSubcommand: LossBenchmark.self)
}
