import ArgumentParser

struct PenaltyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalty",
    abstract: "How often a failed rollout punishes a token that is good, and what prevents it.",
    discussion: """
      Without a subcommand, one token that many rollouts of a prompt share; `counterweight penalty token --help` has its options.

      Examples:
        counterweight penalty --visit 0.5 --success-visited 0.3 \\
          --success-unvisited 0.1 --group-size 8 --algorithm rloo
        counterweight penalty tree builtin:shared-prefix --algorithm rloo
        counterweight penalty filter --good-beta 6,2 --bad-beta 1,4
      """,
    subcommands: [Token.self, Tree.self, Filter.self, Drift.self, Train.self], defaultSubcommand: Token.self)
}
