import ArgumentParser
import Policies
import Reporting
import RunFiles
import Studies

extension PenaltyCommand {
  struct Tree: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What every token of a tree of responses is worth, and how often it is penalised.",
      discussion: """
        A tree is a policy with its verifier: a YAML or JSON file like docs/examples/tree.yml, or one that is built in \
        (\(BuiltInTree.allCases.map { "builtin:" + $0.rawValue }.joined(separator: ", "))). \
        Its picture shows visits as width, true advantages as colour, and the probability of a false penalty as a mark. \
        Token filters are taken into account. A penalty is a negative net coefficient of the token, or a negative gradient \
        of its logit (--notion).

        Examples:
          counterweight penalty tree builtin:shared-prefix --algorithm rloo
          counterweight penalty tree docs/examples/tree.yml --algorithm grpo \\
            --group-size 4 --notion logit --json
          counterweight penalty tree builtin:lock-in --algorithm reinforce \\
            --group-size 1 --set baseline=constant baseline.value=0.5 \\
            tokenFilter=probabilityThreshold tokenFilter.threshold=0.5
          counterweight penalty tree builtin:shared-prefix --algorithm batch-mean \\
            --single-rollout --batch-size 32 --other-rate 0.4 --plot tree.svg
        """)

    @Argument(help: "A file, or builtin:NAME.")
    var tree: String

    @OptionGroup var options: AlgorithmOptions
    @OptionGroup var scheme: SchemeOptions

    @Option(help: "What counts as a penalty: coefficient or logit.")
    var notion: TreePenaltyAnalysis.Notion = .coefficient

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func validate() throws {
      if scheme.settings.count > 1 {
        throw ValidationError("a tree is analysed for one size; give --group-size or --batch-size one number")
      }
    }

    func run() throws {
      try plotting.check()
      let analysis = try TreePenaltyAnalysis(
        (options.algorithm, options.resolved()), settings: scheme.settings[0], tree: SequenceTree(named: tree)
      )
      let figure = try analysis.figure(of: notion)
      if json {
        try Terminal.write(canonicalJSON(analysis))
      } else {
        try Terminal.write([analysis.table].terminalText)
      }
      if plotting.isForFile {
        try plotting.write(figure)
      } else if !json {
        try Terminal.write("\n" + figure.terminalText(width: Terminal.tableWidth ?? 80) + "\n")
      }
    }
  }
}

extension TreePenaltyAnalysis.Notion: ExpressibleByArgument {}
