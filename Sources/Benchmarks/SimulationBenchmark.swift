import Algorithms
import ArgumentParser
import RandomStreams
import Simulation

/// How fast a population of prompts is simulated, against numpy drawing as many binomial numbers.
struct SimulationBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulation",
    abstract: "Time the simulation of many prompts against numpy's binomial draws.",
    discussion: """
      One thread simulates prompts of all success rates under RLOO: counts, advantages, updates. In turn with it, numpy \
      draws as many counts in a process beside it, with the same generator (Philox), and does nothing else.

      Examples:
        swift run -c release benchmarks simulation
        swift run -c release benchmarks simulation --steps 1000 --repeats 3 --json
      """)

  @Option(help: "Prompts.")
  var prompts = 1_000_000

  @Option(help: "Updates of every prompt.")
  var steps = 100

  @Option(help: "Rollouts of a prompt in every update, 1 to 4096.")
  var groupSize = 8

  @Option(help: "How often everything is timed.")
  var repeats = 5

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    for (name, value, limit) in [
      ("prompts", prompts, Int.max), ("steps", steps, Int(UInt32.max)), ("group-size", groupSize, 4096),
      ("repeats", repeats, Int.max),
    ] where !(1...limit).contains(value) {
      throw ValidationError(
        "--\(name) is \(value); it must be \(limit == .max ? "1 or more" : "1 to \(limit)")")
    }
  }

  func run() throws {
    let rates = (0..<prompts).map { (Double($0) + 0.5) / Double(prompts) }
    var algorithm = try AlgorithmPreset.rloo.algorithm(.paper)
    algorithm.groupSize = groupSize
    let simulation = try PopulationSimulation(rates: rates, algorithm: algorithm, stepSize: 1e-3)
    let numpy = NumpyPeer.binomialDraws(promptCount: prompts, groupSize: groupSize, steps: steps)
    var timing = SimulationTiming(prompts: prompts, steps: steps, groupSize: groupSize)
    for repetition in 0..<repeats {
      let peer = numpy.pass()
      let start = ContinuousClock.now
      _ = try simulation.run(
        steps: steps, recordEvery: steps, path: StreamPath(seed: 1)["benchmark"][repetition])
      timing.add(simulation: (ContinuousClock.now - start) / .seconds(1), numpy: peer?.seconds)
    }
    print(json ? try prettyJSON(timing) : timing.table.terminalText())
  }
}
