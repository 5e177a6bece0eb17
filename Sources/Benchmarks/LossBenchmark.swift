import Algorithms
import ArgumentParser
import Foundation
import Reporting
import Rollouts

/// How fast the advantages and the loss of a batch are, against copying the same memory and against numpy.
struct LossBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loss",
    abstract: "Time the advantages and the loss of a large batch against a plain copy and numpy.",
    discussion: """
      All candidates run in turn in the same process (numpy in one beside it), several times; the fastest time of \
      each counts. A token of the loss moves 24 bytes: its two log-probabilities are read, its gradient written.

      Examples:
        swift run -c release benchmarks loss
        swift run -c release benchmarks loss --rollouts 4096 --repeats 3 --json
      """)

  @Option(help: "Rollouts of the batch, in groups of 16.")
  var rollouts = 65_536

  @Option(help: "Tokens of every response.")
  var tokens = 512

  @Option(help: "How often everything is timed.")
  var repeats = 5

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard rollouts >= 16 && rollouts.isMultiple(of: 16) else {
      throw ValidationError("--rollouts is \(rollouts); it must be a multiple of 16")
    }
    guard tokens >= 1 else { throw ValidationError("--tokens is \(tokens); it must be 1 or more") }
    guard repeats >= 1 else { throw ValidationError("--repeats is \(repeats); it must be 1 or more") }
  }

  func run() throws {
    let workload = LossWorkload(rolloutCount: rollouts, tokenCount: tokens)
    let numpy = NumpyPeer.loss(rolloutCount: rollouts, tokenCount: tokens)
    var timings = [
      Timing("copy of a column", bytesPerToken: 16),
      Timing("advantages and loss, on policy", bytesPerToken: 16),
      Timing("advantages and loss, clipped ratio", bytesPerToken: 24),
      Timing("advantages and loss, sequence ratio", bytesPerToken: 24),
      Timing("numpy, clipped ratio", bytesPerToken: 24),
    ]
    for _ in 0..<repeats {
      let peer = numpy.pass()
      let seconds: [Double?] = [
        workload.copy(), try workload.loss(of: .reinforce), try workload.loss(of: .grpo),
        try workload.loss(of: .gspo), peer?.seconds,
      ]
      if let peer { try workload.check(peer.value) }
      for (index, time) in seconds.enumerated() {
        if let time { timings[index].add(seconds: time, tokenCount: workload.tokenCount) }
      }
    }
    if json {
      print(try prettyJSON(timings))
    } else {
      print(Timing.table(of: timings).terminalText())
    }
  }
}
