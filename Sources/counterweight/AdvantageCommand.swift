import Algorithms
import ArgumentParser
import Reporting
import RolloutLogs
import RunFiles
import Studies

struct AdvantageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advantage",
    abstract: "The advantages that an algorithm gives to rollouts of a file.",
    discussion: """
      With --json it prints one object for every rollout, in the order of the file: advantages is a number, or an \
      array with one for every response position where the rule works on tokens; returns, an array, where the rule \
      has rewards to go. Rollouts of a group need not be neighbours.

      Examples:
        counterweight advantage --algorithm rloo \\
          --rollouts docs/examples/two-groups.jsonl
        counterweight advantage --algorithm grpo --convention verl \\
          --set scale.epsilon=0 --rollouts docs/examples/two-groups.jsonl --json
      """)

  @OptionGroup var algorithm: AlgorithmOptions
  @OptionGroup var rollouts: RolloutOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let algorithm = try algorithm.resolved()
    if algorithm.tokenFilter != .none {
      Terminal.tell("The token filter acts in the loss; these are the advantages before it.\n")
    }
    let listing = AdvantageListing(
      try rollouts.read { log in
        AdvantageListing(of: log, credit: try algorithm.assignCredit(to: log.batch))
      })
    if json {
      for row in listing.rows { try Terminal.write(jsonLine(row)) }
    } else {
      try Terminal.write(listing.table.terminalText(width: Terminal.tableWidth) + "\n")
    }
  }
}
