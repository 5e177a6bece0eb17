import ArgumentParser

struct PenaltyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalty",
    abstract: "When good tokens are penalised, and what prevents it.",
    discussion: """
      Examples:
        counterweight penalty filter --good-beta 6,2 --bad-beta 1,4
      """,
    subcommands: [Filter.self])
}
