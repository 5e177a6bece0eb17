import Algorithms
import ArgumentParser
import RolloutLogs
import RunFiles
import Studies

struct LossCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loss",
    abstract: "The surrogate loss of rollouts of a file, and its gradient.",
    discussion: """
      Every rollout needs logProbs; without oldLogProbs the batch is on policy. Advantages that the file carries are \
      used, otherwise they are computed. With --json it also prints the derivative of the loss with respect to every \
      log-probability, one array for every rollout, in the order of the file. A file of several steps \
      gives a loss for each.

      Examples:
        counterweight loss --algorithm rloo --convention verl \\
          --rollouts docs/examples/two-groups.jsonl
        counterweight loss --algorithm dapo --set surrogate.high=0.3 \\
          --rollouts docs/examples/two-groups.jsonl --json
      """)

  @OptionGroup var algorithm: AlgorithmOptions
  @OptionGroup var rollouts: RolloutOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let algorithm = try algorithm.resolved()
    let summaries = try rollouts.read { log in
      let advantages = try log.advantages()
      if advantages != nil { Terminal.tell("Using the advantages of the file.\n") }
      return LossSummary(of: log, loss: try algorithm.loss(for: log.batch, advantages: advantages))
    }
    if json {
      for summary in summaries { try Terminal.write(jsonLine(summary)) }
    } else {
      let tables = summaries.map { $0.table.terminalText(width: Terminal.tableWidth) + "\n" }
      try Terminal.write(tables.joined(separator: "\n"))
    }
  }
}
