import ArgumentParser
import RunFiles
import Studies

extension PenaltyCommand {
  struct Drift: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What one finite step does to a good token that occurs in nearly all failures.",
      discussion: """
        The two-level example: a good token of probability q, after which a rollout succeeds with probability x, and another \
        after which it never does. Exactly: the expected change of q in one update of its logit, the x below which it is \
        negative, and where updates that follow the sign of the gradient alone come to rest. With --low and --high, for short \
        steps of single rollouts: the probability that q falls to the one before it rises to the other.

        Examples:
          counterweight penalty drift --visit 0.9 --success 0.005 --step-size 1 \\
            --algorithm reinforce --group-size 1 \\
            --set baseline=constant baseline.value=0.5
          counterweight penalty drift --visit 0.9 --success 0.005 --step-size 0.2 \\
            --algorithm reinforce --group-size 1 --low 0.5 --high 0.99 \\
            --set baseline=constant baseline.value=0.5
          counterweight penalty drift --visit 0.9 --success 0.005 --step-size 1 \\
            --algorithm rloo,grpo --group-size 8 --json
        """)

    @Option(help: "The probability of the good token, between 0 and 1.")
    var visit: Double

    @Option(help: "The success rate after it, between 0 and 1.")
    var success: Double

    @Option(help: "How far one rollout moves the logit: the learning rate.")
    var stepSize: Double

    @Option(help: "A probability that the good token may fall to.")
    var low: Double?

    @Option(help: "A probability that it may rise to first; 1 for never.")
    var high: Double?

    @OptionGroup var options: AlgorithmOptions
    @OptionGroup var scheme: SchemeOptions

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      if (low == nil) != (high == nil) {
        throw ValidationError("a hitting probability needs both --low and --high")
      }
    }

    func run() throws {
      let bounds = low.flatMap { low in high.map { (low: low, high: $0) } }
      let analyses = try options.all().flatMap { algorithm in
        try scheme.settings.map {
          try TwoLevelAnalysis(
            algorithm, settings: $0, visit: visit, success: success, stepSize: stepSize, bounds: bounds)
        }
      }
      if json {
        try Terminal.write(analyses.count == 1 ? canonicalJSON(analyses[0]) : canonicalJSON(analyses))
      } else {
        try Terminal.write([analyses.table].terminalText)
      }
    }
  }
}
