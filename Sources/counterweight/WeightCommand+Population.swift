import ArgumentParser
import PolicyGradientTheory
import RunFiles
import Studies

extension WeightCommand {
  struct Population: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How prompts share one budget so that their mean success rate reaches a target soonest.",
      discussion: """
        Under natural mobility. A linear budget bounds the sum of all weights, Σ ω ≤ 1: the best plan brings some \
        prompts to one common rate and abandons the hardest. An energy budget bounds Σ ω² m ≤ 1: every prompt gets work. \
        Fixed weights of the same budget are shown beside the best plan; a limit of large groups with a pole may run a \
        prompt into certain success before the target, and then has no time.

        Examples:
          counterweight weight population --rates 0.02,0.2,0.6 --target 0.7 \\
            --budget linear
          counterweight weight population --rates 0.02,0.2,0.6 --target 0.7 \\
            --budget energy --json
        """)

    @OptionGroup var rates: PopulationOptions

    @Option(help: "The mean success rate to be reached.")
    var target: Double

    @Option(help: "What is shared: linear or energy.")
    var budget: SharedBudget

    @Option(help: "Fixed rules to compare: names of the catalogue or JSON files, with commas.")
    var algorithms = AlgorithmList(SharedBudgetAnalysis.defaultAlgorithms)

    @Option(help: "Rollouts per prompt of the fixed rules; by default the limit of large groups.")
    var groupSize: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      try checkGroupSize(groupSize)
    }

    func run() throws {
      let analysis = try SharedBudgetAnalysis(
        rates.source().population { Terminal.tell("Note: \($0)\n") }, target: target, budget: budget,
        algorithms: algorithms.algorithms(groupSize: groupSize), groupSize: groupSize)
      if json {
        try Terminal.write(canonicalJSON(analysis))
      } else {
        try Terminal.write(analysis.tables.terminalText)
      }
    }
  }
}

extension SharedBudget: ExpressibleByArgument {}
