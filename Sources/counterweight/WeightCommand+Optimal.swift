import ArgumentParser
import PolicyGradientTheory
import RunFiles
import Studies

extension WeightCommand {
  struct Optimal: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The weight that brings a success rate to a target soonest under a budget.",
      discussion: """
        Mean-field dynamics dρ/dt = ω m spend a budget B = ∫ ω β dρ and take a time T = ∫ c/(ω m) dρ. The least T·B over \
        all weights ω belongs to ω ∝ √(c/(m β)). The clock's c is 1 (regular), 1/ρ (effective), 1/(1 − ρⁿ − (1 − ρ)ⁿ) \
        (informative:n), or a formula of rho; the mobility m is ρ(1 − ρ) (natural), its square (vanilla), or a CSV file \
        of success rates and mobilities; the budget's β is 1 (progress), 1/(ρ(1 − ρ)) (log-odds) or 1/m \
        (squared-weight). With a group size the best polynomial that a group of n can have, with a bound that no other \
        can beat.

        Examples:
          counterweight weight optimal --clock regular --mobility natural \\
            --from 0.01 --to 0.9
          counterweight weight optimal --clock informative:8 --from 0.01 --to 0.9
          counterweight weight optimal --budget log-odds --from 0.01 --to 0.9 --json
          counterweight weight optimal --clock effective --from 0.01 --to 0.9 \\
            --group-size 8 --non-negative
        """)

    @OptionGroup var range: RangeOptions

    @Option(help: "regular, effective, informative:N, or a formula of rho.")
    var clock = "regular"

    @Option(help: "natural, vanilla, or a CSV file of success rates and mobilities.")
    var mobility = "natural"

    @Option(help: "progress, log-odds or squared-weight.")
    var budget: BudgetMeasure = .progress

    @Option(help: "Rollouts per prompt; by default a weight of any shape.")
    var groupSize: Int?

    @Flag(help: "Only weights that punish no success count: Bernstein coefficients of 0 or more.")
    var nonNegative = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      try checkGroupSize(groupSize, largest: FiniteGroupOptimum.largestGroup)
      if nonNegative && groupSize == nil {
        throw ValidationError("--non-negative is about finite groups; give --group-size, too")
      }
    }

    func run() throws {
      let analysis = try OptimalWeightAnalysis(
        MinimumTimeProblem(clock: clock, mobility: mobility), budget: budget, range: range.range(),
        groupSize: groupSize, nonNegative: nonNegative)
      if json {
        try Terminal.write(canonicalJSON(analysis))
      } else {
        try Terminal.write(analysis.tables.terminalText)
      }
    }
  }
}

extension BudgetMeasure: ExpressibleByArgument {}
