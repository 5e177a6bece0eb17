import ArgumentParser
import Studies

extension PenaltyCommand {
  struct Drift: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What one finite step does to a good token that occurs in nearly all failures.",
      discussion: """
        The two-level example: a good token of probability q, after which a rollout succeeds with probability x, and another \
        after which it never does. Exactly: the expected change of q in one update of its logit, the x below which it is \
        negative, and where updates that follow the sign of the gradient alone come to rest.

        Examples:
          counterweight penalty drift --visit 0.9 --success 0.005 --step-size 1 \\
            --algorithm reinforce --group-size 1 \\
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

    @OptionGroup var options: AlgorithmOptions
    @OptionGroup var scheme: SchemeOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let analyses = try options.all().flatMap { algorithm in
        try scheme.settings.map {
          try TwoLevelAnalysis(algorithm, settings: $0, visit: visit, success: success, stepSize: stepSize)
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
