import ArgumentParser
import PolicyGradientTheory
import RunFiles
import Studies

extension PenaltyCommand {
  struct Token: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How often, and how much, one token is penalised; falsely where it is good.",
      discussion: """
        A rollout chooses the token with one probability, and succeeds with another if it does and a third if it does not. \
        An update is a group of rollouts of this prompt, or single rollouts of many prompts of which one has the token. \
        Two notions are kept apart: the net coefficient C of the token's log-probability is negative, and the gradient G of \
        its logit is. For centred rules they are one. With --json one analysis gives an object and several an array.

        Examples:
          counterweight penalty --visit 0.5 --success-visited 0.3 \\
            --success-unvisited 0.1 --group-size 8 --algorithm rloo
          counterweight penalty --visit 0.5 --success-visited 0.3 \\
            --success-unvisited 0.1 --single-rollout --batch-size 32 \\
            --other-rate 0.4 --algorithm batch-mean --json
          counterweight penalty --visit 0.8 --success-visited 0.1 \\
            --success-unvisited 0.02 --group-size 2,4,8,16,32,64,128 \\
            --algorithm rloo,uniform-r --plot
          counterweight penalty --visit 0.9 --success-visited 0.3 \\
            --success-unvisited 0 --algorithm reinforce \\
            --set baseline=constant baseline.value=0.5 --group-size 8
        """)

    @Option(help: "The probability of the token, between 0 and 1.")
    var visit: Double

    @Option(help: "The success rate of rollouts with the token, between 0 and 1.")
    var successVisited: Double

    @Option(help: "The success rate of rollouts without it, between 0 and 1.")
    var successUnvisited: Double

    @OptionGroup var options: AlgorithmOptions
    @OptionGroup var scheme: SchemeOptions

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func run() throws {
      try plotting.check()
      let token = try SharedToken(
        visit: visit, successVisited: successVisited, successUnvisited: successUnvisited)
      let analyses = try options.all().flatMap { algorithm in
        try scheme.settings.map { try PenaltyAnalysis(algorithm, settings: $0, token: token) }
      }
      let comparison = PenaltyComparison(analyses)
      if json {
        try Terminal.write(analyses.count == 1 ? canonicalJSON(analyses[0]) : canonicalJSON(analyses))
      } else {
        try Terminal.write([comparison.table].terminalText)
      }
      try plotting.draw(json: json, below: true) { [comparison.figure] }
    }
  }
}
