import ArgumentParser

struct PenaltyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalty",
    abstract: "How often a failed rollout punishes a token that is good.",
    discussion: """
      Without a subcommand, one token that many rollouts of a prompt share.

      Examples:
        counterweight penalty --visit 0.5 --success-visited 0.3 \\
          --success-unvisited 0.1 --group-size 8 --algorithm rloo
      """,
    subcommands: [Token.self, Tree.self], defaultSubcommand: Token.self)
}
