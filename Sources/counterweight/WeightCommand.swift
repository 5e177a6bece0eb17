import ArgumentParser

struct WeightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weight",
    abstract: "How much a prompt counts, by its success rate.",
    discussion: """
      Examples:
        counterweight weight effective --algorithm grpo --rho 0.1,0.5
        counterweight weight optimal --from 0.01 --to 0.9
        counterweight weight compare --from 0.01 --to 0.9
        counterweight weight population --rates 0.02,0.2,0.6 --target 0.7 \\
          --budget linear
      """,
    subcommands: [Effective.self, Optimal.self, Compare.self, Population.self])
}
