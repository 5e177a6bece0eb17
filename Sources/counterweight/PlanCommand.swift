import Algorithms
import ArgumentParser
import Populations
import Reporting
import RunFiles
import Simulation
import Studies

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "How many rollouts a prompt should have, and what they will be worth, before training starts.",
    discussion: """
      Give the success rates of the prompts under the model that will be trained. Best are successes and attempts of \
      every prompt: a distribution is fitted to them, and every number has an interval. For every group size this \
      prints the expected share of dead groups, what share of rollouts trains, the effective weight by difficulty, the \
      updates and rollouts to a target, and a recommendation. docs/plan.md has the formulas and what they assume.

      Examples:
        counterweight plan --rates docs/examples/pass-rates.csv
        counterweight plan --rates 0.02,0.2,0.6 --group-size 4,8,16 --target 0.7
        counterweight plan --rates '0.7*beta(1,9)+0.3*beta(6,2)' \\
          --algorithms grpo,maxrl,rloo --json
      """)

  @OptionGroup var population: PopulationOptions

  @Option(help: "Rollouts per prompt to choose from, with commas.")
  var groupSize = IntegerList([4, 8, 16, 32])

  @Option(help: "Names of the catalogue or JSON files that hold an algorithm, with commas.")
  var algorithms = AlgorithmList(["grpo", "rloo"])

  @Option(help: "The mean success rate to reach.")
  var target = 0.8

  @Option(help: "The optimiser's metric: natural or vanilla.")
  var mobility = StepMetric.natural

  @Option(help: "The change of log-odds by an update without noise; counts are in proportion to its inverse.")
  var stepSize = 0.1

  @Option(
    help: "The spread of scores within successes or failures, over the squared distance of their means.")
  var scoreSpread = PlanSettings.defaultScoreSpread

  @Option(help: "How many resamples of prompts the intervals rest on.")
  var resamples = 200

  @Option(help: "The seed of the resamples.")
  var seed: UInt64 = 1

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let plan = try PlanAnalysis(
      of: population.source(), algorithms: algorithms.algorithms(),
      settings: PlanSettings(
        groupSizes: groupSize.values, target: target, mobility: mobility, stepSize: stepSize,
        scoreSpread: scoreSpread, seed: seed, resamples: resamples))
    if json {
      try Terminal.write(canonicalJSON(plan))
    } else {
      let width = Terminal.tableWidth ?? Terminal.pageWidth
      let tables = plan.tables.map { $0.terminalText(width: width) }
      let advice = plan.advice.map { $0.wrapped(to: width).joined(separator: "\n") }
      try Terminal.write((tables + advice).joined(separator: "\n\n") + "\n")
    }
  }
}
