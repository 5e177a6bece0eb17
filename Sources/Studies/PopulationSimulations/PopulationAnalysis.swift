import Algorithms
import GSLNumerics
import PolicyGradientTheory
import RandomStreams
import Reporting
import RunFiles
import RunStatistics
import Simulation

/// Several algorithms on one population, replicate by replicate on the same random numbers: the `simulate` command.
public struct PopulationAnalysis: Encodable, Sendable {
  /// The confidence of every interval.
  static let confidence = 0.95
  /// At how many steps the population is measured at most, besides the start.
  private static let measurementCount = 200

  /// What was simulated.
  public let experiment: PopulationExperiment
  /// What every algorithm made of it, in the order in which they were named.
  public let curves: [PopulationCurve]

  /// Simulates.
  ///
  /// - Parameters:
  ///   - experiment: what is simulated.
  ///   - algorithms: its algorithms, with their names, with groups of the experiment's size.
  ///   - jobs: how many replicates are simulated at once; results do not depend on it.
  ///   - columns: the width of the terminal that progress is drawn on; nil for no progress.
  ///   - log: where progress goes.
  /// - Throws: ``RunError`` or `SimulationError` where a number is out of range or an algorithm reads more than
  ///   outcomes, naming it.
  public init(
    _ experiment: PopulationExperiment, algorithms: [(name: String, algorithm: Algorithm)], jobs: Int,
    columns: Int? = nil, log: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws {
    try experiment.validate()
    let simulations = try algorithms.map { name, algorithm in
      try naming(name) {
        try PopulationSimulation(
          rates: experiment.rates, algorithm: algorithm, stepSize: experiment.stepSize,
          metric: experiment.mobility, sharing: experiment.sharedFeatures.map { .features($0) } ?? .none)
      }
    }
    let paths = try await Self.run(
      simulations, names: algorithms.map(\.name), experiment, jobs: jobs, columns: columns, log: log)
    self.experiment = experiment
    curves = try algorithms.indices.map { index in
      try PopulationCurve(
        algorithms[index], experiment, paths: paths[index], first: index == 0 ? nil : paths[0])
    }
  }

  /// The paths of every algorithm and replicate.
  private static func run(
    _ simulations: [PopulationSimulation], names: [String], _ experiment: PopulationExperiment, jobs: Int,
    columns: Int?, log: @escaping @Sendable (String) -> Void
  ) async throws -> [[PopulationPath]] {
    let cells = simulations.indices.flatMap { simulation in
      (0..<experiment.replicates).map { (simulation, $0) }
    }
    let progress = columns.map { columns in
      StudyProgress(
        weights: Dictionary(uniqueKeysWithValues: cells.indices.map { ("\($0)", 1) }), columns: columns,
        write: log)
    }
    defer { progress?.close() }
    let path = StreamPath(seed: experiment.seed)["population"]
    var paths = [PopulationPath?](repeating: nil, count: cells.count)
    try await withThrowingTaskGroup(of: (Int, PopulationPath).self) { group in
      var next = cells.indices.makeIterator()
      func startNext() {
        guard let index = next.next() else { return }
        let (simulation, replicate) = cells[index]
        group.addTask {
          let result = try naming(names[simulation]) {
            try simulations[simulation].run(
              steps: experiment.steps, recordEvery: max(1, experiment.steps / measurementCount),
              path: path["replicate"][replicate], jobs: max(1, jobs / cells.count))
          }
          progress?.finish("\(index)")
          return (index, result)
        }
      }
      for _ in 0..<min(jobs, cells.count) { startNext() }
      while let (index, result) = try await group.next() {
        paths[index] = result
        startNext()
      }
    }
    return simulations.indices.map { simulation in
      paths[simulation * experiment.replicates..<(simulation + 1) * experiment.replicates].compactMap { $0 }
    }
  }
}

extension PopulationCurve {
  /// The curve of an algorithm from its replicates.
  ///
  /// - Parameter first: the replicates of the first algorithm, on the same random numbers; nil for itself.
  fileprivate init(
    _ algorithm: (name: String, algorithm: Algorithm), _ experiment: PopulationExperiment,
    paths: [PopulationPath], first: [PopulationPath]?
  ) throws {
    let steps = paths[0].steps
    let expected = MeanFieldExpectation(of: algorithm.algorithm, experiment, steps: steps)
    name = algorithm.name
    self.steps = steps
    meanSuccess = try steps.indices.map { index in try Measured(paths.map { $0.meanSuccess[index] }) }
    meanField = expected.meanSuccess
    deadGroupShare = steps.indices.map { index in
      paths.reduce(0) { $0 + $1.deadGroupShare[index] } / Double(paths.count)
    }
    differenceFromFirst = try first.map { first in
      try Measured(
        zip(paths, first).map { $0.meanSuccess[steps.count - 1] - $1.meanSuccess[steps.count - 1] })
    }
    passage = try experiment.target.map { target in
      let passages = paths.compactMap { $0.firstPassage(of: target) }
      return Passage(
        reached: passages.count, updates: passages.count == paths.count ? try Measured(passages) : nil,
        meanField: expected.meanSuccess.flatMap { firstPassage(of: target, steps: steps, meanSuccess: $0) })
    }
    assumptions =
      (algorithm.algorithm.selection.resamplesDeadGroups
        ? ["dead groups are not resampled: a dead group moves nothing"] : [])
      + (algorithm.algorithm.dependence == .lengths ? ["all responses are equally long"] : [])
      + algorithm.algorithm.setAside.map { "\($0.name) set aside: \($0.summary)" }
      + (expected.obstacle.map { ["no mean field: \($0)"] } ?? [])
  }
}
