import ArgumentParser
import PolicyGradientTheory
import RunFiles
import Studies

extension PenaltyCommand {
  struct Filter: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How well negative token filtering tells good tokens from bad ones.",
      discussion: """
        A filter keeps the penalty of a failure's tokens of low probability only. Good tokens, whose penalty is false, have \
        a probability q ~ Beta(A,B) of their own, bad ones another, and tokens show up in failures in proportion to q. This \
        prints which shares of both a threshold keeps penalised, with the area under that curve: 1 tells them apart, 1/2 \
        knows nothing. With --keep-fraction K the filter keeps the ⌈K·L⌉ least probable of the L tokens of a failure, but at \
        least one unless K is 0, and its curve is that of 0 to L tokens.

        Examples:
          counterweight penalty filter --good-beta 6,2 --bad-beta 1,4
          counterweight penalty filter --good-beta 6,2 --bad-beta 1,4 --threshold 0.5 \\
            --plot
          counterweight penalty filter --good-beta 6,2 --bad-beta 1,4 \\
            --keep-fraction 0.1 --length 64 --good-share 0.8 --json
        """)

    @Option(help: ArgumentHelp("The law of good tokens' probabilities.", valueName: "alpha,beta"))
    var goodBeta: BetaShapes

    @Option(help: ArgumentHelp("The law of bad tokens' probabilities.", valueName: "alpha,beta"))
    var badBeta: BetaShapes

    @Option(help: "Keep the penalty of tokens of at most this probability.")
    var threshold: Double?

    @Option(help: "Keep the penalty of this fraction of a failure's tokens, the least probable.")
    var keepFraction: Double?

    @Option(help: "The tokens of a failed response; needed with --keep-fraction.")
    var length: Int?

    @Option(
      help: "The share of good tokens among the tokens of failures, with --keep-fraction; 0.5 by default.")
    var goodShare: Double?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func validate() throws {
      if goodShare != nil && keepFraction == nil {
        throw ValidationError("--good-share matters for --keep-fraction only; give that too, or leave it out")
      }
      if threshold != nil && keepFraction != nil {
        throw ValidationError("a filter has --threshold or --keep-fraction, not both")
      }
      if keepFraction != nil && length == nil {
        throw ValidationError("--keep-fraction ranks the tokens of a response; give --length, too")
      }
      if length != nil && keepFraction == nil {
        throw ValidationError("--length is about ranks; give --keep-fraction, too")
      }
    }

    func run() throws {
      try plotting.check()
      let population = try FilterPopulation(
        good: (goodBeta.alpha, goodBeta.beta), bad: (badBeta.alpha, badBeta.beta), goodShare: goodShare ?? 0.5
      )
      let analysis =
        if let keepFraction, let length {
          try FilterAnalysis(population, keepFraction: keepFraction, length: length)
        } else {
          try FilterAnalysis(population, threshold: threshold)
        }
      if json {
        try Terminal.write(canonicalJSON(analysis))
      } else {
        try Terminal.write(analysis.tables.terminalText)
      }
      try plotting.draw(json: json, below: true) { [analysis.figure] }
    }
  }
}
