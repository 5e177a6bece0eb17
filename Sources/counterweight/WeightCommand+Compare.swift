import ArgumentParser
import RunFiles
import Studies

extension WeightCommand {
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How much longer algorithms take than the best weight, at equal budget.",
      discussion: """
        For every algorithm T·B over the least T*·B, on both clocks and with both mobilities unless told otherwise: of \
        the limit of large groups, or of the exact weight of groups of n. A rule that resamples dead groups is also \
        shown per group that trains. --plot draws success over time, where every algorithm spends the same budget.

        Examples:
          counterweight weight compare --from 0.01 --to 0.9
          counterweight weight compare --from 0.001 --to 0.9 --group-size 8 \\
            --clock effective --mobility natural --json
          counterweight weight compare --from 0.4 --to 0.9 --algorithms grpo,sqrt-r \\
            --clock regular --mobility vanilla --plot
        """)

    @OptionGroup var range: RangeOptions

    @Option(
      help: "Names of the catalogue or JSON files, with commas; by default those that the theory compares.")
    var algorithms: AlgorithmList?

    @Option(help: "Rollouts per prompt; by default the limit of large groups.")
    var groupSize: Int?

    @Option(help: "regular, effective, informative:N, or a formula of rho; by default regular and effective.")
    var clock: String?

    @Option(
      help: "natural, vanilla, or a CSV file of success rates and mobilities; by default natural and vanilla."
    )
    var mobility: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var plotting: PlotOption

    func validate() throws {
      try checkGroupSize(groupSize)
    }

    func run() throws {
      try plotting.check()
      let problems = try (mobility.map { [$0] } ?? ["natural", "vanilla"]).flatMap { mobility in
        try (clock.map { [$0] } ?? ["regular", "effective"]).map {
          try MinimumTimeProblem(clock: $0, mobility: mobility)
        }
      }
      let comparison = try TimeComparison(
        (algorithms ?? AlgorithmList(TimeComparison.defaultAlgorithms(groupSize: groupSize)))
          .algorithms(groupSize: groupSize),
        problems: problems, range: range.range(), groupSize: groupSize)
      if json {
        try Terminal.write(canonicalJSON(comparison))
      } else {
        try Terminal.write(comparison.tables.terminalText)
      }
      try plotting.draw(json: json, below: true) { try comparison.figures() }
    }
  }
}
