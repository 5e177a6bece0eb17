import Algorithms
import ArgumentParser
import Foundation
import Populations
import Reporting
import RunFiles
import Simulation
import Studies

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "What finite groups and finite steps make of many prompts.",
    discussion: """
      Every prompt has a success rate and a logit; in every update it gets a group of rollouts, whose successes are drawn \
      exactly, and the algorithm's advantages move the logit. This prints mean success with 95 % intervals over \
      replicates, beside the mean field of infinitely small steps, and the updates to a target. All algorithms see the \
      same random numbers. A file has the options as keys: rates, algorithms, groupSize, stepSize, steps, replicates, \
      mobility, sharedFeatures, target, seed.

      Examples:
        counterweight simulate docs/examples/three-prompts.yml
        counterweight simulate --rates 0.02,0.2,0.6 --algorithms grpo,rloo,sqrt-r \\
          --group-size 8 --step-size 0.1 --target 0.5 --steps 400 --plot
        counterweight simulate --rates 0.02,0.2 --algorithms grpo,rloo \\
          --group-size 8 --step-size 0.02 --mobility natural --json
        counterweight simulate --rates 0.1,0.2,0.3 --algorithms rloo \\
          --group-size 8 --step-size 0.1 --shared-features 16
      """)

  @Argument(help: "A YAML file that says what to simulate, in place of the options.")
  var file: String?

  @Option(
    help:
      "Success rates between commas, a mixture such as 0.7*beta(1,9)+0.3*beta(6,2), or a file with a prompt a line."
  )
  var rates: String?

  @Option(help: "Names of the catalogue or JSON files, with commas.")
  var algorithms: AlgorithmList?

  @Option(help: "Rollouts of every prompt in every update.")
  var groupSize: Int?

  @Option(help: "How far an update goes: the learning rate of the logits.")
  var stepSize: Double?

  @Option(help: "Updates; 200 by default.")
  var steps: Int?

  @Option(help: "Repetitions with other random numbers; 20 by default.")
  var replicates: Int?

  @Option(help: "What steps are measured in, natural or vanilla; vanilla by default.")
  var mobility: StepMetric?

  @Option(help: "How many random features prompts share; by default every prompt has a logit of its own.")
  var sharedFeatures: Int?

  @Option(help: "A mean success rate whose first passage is timed.")
  var target: Double?

  @Option(help: "The root of all random numbers; 1 by default.")
  var seed: UInt64?

  @Option(help: "How many replicates are simulated at once; results do not depend on it.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var plot: PlotOption

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be 1 or more") }
    let given: [(name: String, isGiven: Bool)] = [
      ("--rates", rates != nil), ("--algorithms", algorithms != nil), ("--group-size", groupSize != nil),
      ("--step-size", stepSize != nil), ("--steps", steps != nil), ("--replicates", replicates != nil),
      ("--mobility", mobility != nil), ("--shared-features", sharedFeatures != nil),
      ("--target", target != nil), ("--seed", seed != nil),
    ]
    if let file {
      guard let option = given.first(where: \.isGiven)?.name else { return }
      throw ValidationError("\(file) says what to simulate; leave out \(option), or change the file")
    }
    if let option = given.prefix(4).first(where: { !$0.isGiven })?.name {
      throw ValidationError("\(option) is missing; give it, or a file that says what to simulate")
    }
  }

  func run() async throws {
    Interruption.installWithoutRecord()
    try plot.check()
    let experiment = try experiment()
    let algorithms = try AlgorithmList(experiment.algorithms).algorithms(groupSize: experiment.groupSize)
    let analysis = try await PopulationAnalysis(
      experiment, algorithms: algorithms, jobs: jobs,
      columns: Terminal.columns(of: STDERR_FILENO)
    ) { Terminal.tell($0) }
    if json {
      try Terminal.write(canonicalJSON(analysis))
    } else {
      try Terminal.write(analysis.tables.terminalText)
    }
    try plot.draw(json: json, below: true) { analysis.figures }
  }

  private func experiment() throws -> PopulationExperiment {
    if let file { return try PopulationExperiment.read(URL(fileURLWithPath: file)) }
    let population = try PopulationSource(option: rates ?? "").population { Terminal.tell("Note: \($0)\n") }
    var experiment = PopulationExperiment(
      rates: population.rates, algorithms: algorithms?.names ?? [], groupSize: groupSize ?? 0,
      stepSize: stepSize ?? 0)
    if let steps { experiment.steps = steps }
    if let replicates { experiment.replicates = replicates }
    if let mobility { experiment.mobility = mobility }
    if let seed { experiment.seed = seed }
    experiment.sharedFeatures = sharedFeatures
    experiment.target = target
    return experiment
  }
}

extension StepMetric: ExpressibleByArgument {}
