import Algorithms
import Foundation
import PolicyGradientTheory
import RandomStreams
import Simulation

/// All algorithms on one range, in one metric, with groups of one size and steps of one length: how long they take.
struct TimingCell {
  /// What a cell is about.
  struct Key: Hashable, Codable {
    let range: String
    let mobility: StepMetric
    let groupSize: Int
    let updates: Int

    /// A file's name.
    var name: String { "\(range)-\(mobility.rawValue)-n\(groupSize)-u\(updates)" }
  }

  /// The updates after which a run that has not arrived is given up, as multiples of the mean field's.
  private static let horizons = [1.5, 12.0]
  /// Measurements in the time of the mean field, from which clocks are integrated.
  private static let measurementCount = 1000

  let key: Key
  let parameters: AsymmetricWeightsParameters
  let runs: AsymmetricWeightsParameters.Runs
  let path: StreamPath

  /// The times of every algorithm and replicate.
  ///
  /// - Throws: the errors of theory and simulation.
  func run(_ context: CellContext) throws -> TimingResult {
    let range = try parameters.range(named: key.range)
    let clocks = Set(parameters.settings.filter { $0.mobility == key.mobility }.map(\.clock)).sorted()
    var times: [[[String: Double]?]] = []
    for (index, name) in parameters.algorithms.enumerated() {
      times.append(try self.times(of: name, over: range, clocks: clocks))
      context.progress(Double(index + 1) / Double(parameters.algorithms.count))
    }
    return TimingResult(key: key, times: times)
  }

  private func times(
    of name: String, over range: RateRange, clocks: [String]
  ) throws -> [[String: Double]?] {
    let effective = try parameters.weight(of: name, groupSize: key.groupSize)
    let meanField = try MeanFieldFlow(weight: RateWeight(of: effective), mobility: Mobility(key.mobility))
      .path(over: range)
    let stepSize = meanField.updates / Double(key.updates)
    let simulation = try PopulationSimulation(
      rates: Array(repeating: range.start, count: runs.prompts), algorithm: effective.rule.algorithm,
      stepSize: stepSize, metric: key.mobility)
    return try (0..<parameters.replicates).map { replicate in
      for horizon in Self.horizons {
        let run = try simulation.run(
          steps: max(1, Int((horizon * Double(key.updates)).rounded(.up))),
          recordEvery: max(1, key.updates / Self.measurementCount), path: path[key.name][replicate])
        if let passage = run.firstPassage(of: range.target) {
          return try Dictionary(
            uniqueKeysWithValues: clocks.map { clock in
              (clock, try stepSize * time(on: clock, until: passage, of: run, target: range.target))
            })
        }
      }
      return nil
    }
  }

  /// ∫ c dt over the updates of a run, by trapezoids, with the clock's cost at the mean success.
  private func time(
    on clock: String, until passage: Double, of run: PopulationPath, target: Double
  ) throws -> Double {
    let clock = try MinimumTimeProblem(clock: clock, mobility: key.mobility.rawValue).clock
    var sum = 0.0
    var last = (step: 0.0, cost: try clock.cost(at: LogOdds(rate: run.meanSuccess[0])))
    func advance(to step: Double, rate: Double) throws {
      let cost = try clock.cost(at: LogOdds(rate: rate))
      sum += (step - last.step) * (cost + last.cost) / 2
      last = (step, cost)
    }
    for (step, rate) in zip(run.steps, run.meanSuccess) where Double(step) < passage {
      try advance(to: Double(step), rate: rate)
    }
    try advance(to: passage, rate: target)
    return sum
  }
}
