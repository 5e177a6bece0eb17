import RandomStreams
import RunFiles

/// The study of which prompt weight brings success to a target soonest, on which clock, and what groups leave of it.
public enum AsymmetricWeightsStudy: StudyFamily {
  /// The name in study files.
  public static let name = "asymmetric-weights"

  /// The names of all quantities: `exact.RANGE.SETTING.ALGORITHM[.nSIZE].ratio` and
  /// `simulated.RANGE.SETTING.ALGORITHM.nSIZE.uUPDATES.ratio`, and the same with `advantage` and `slowdown`.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  public static func quantities(of parameters: AsymmetricWeightsParameters) throws -> Set<String> {
    try parameters.validate()
    let kinds =
      parameters.algorithms.flatMap { [($0, "ratio"), ($0, "advantage")] } + [
        ("fastest", "ratio"), ("slowest", "ratio"),
      ]
    let sizes = parameters.groupSizes + parameters.simulations.flatMap(\.groupSizes)
    var names = Set<String>()
    for setting in parameters.settings {
      for range in parameters.ranges {
        for size in [""] + sizes.map({ ".n\($0)" }) {
          for (algorithm, quantity) in kinds {
            names.insert("exact.\(range.name).\(setting.name).\(algorithm)\(size).\(quantity)")
          }
        }
      }
      for key in cellKeys(of: parameters).map(\.key) where key.mobility == setting.mobility {
        for (algorithm, quantity) in kinds + parameters.algorithms.map({ ($0, "slowdown") }) {
          names.insert(
            "simulated.\(key.range).\(setting.name).\(algorithm).n\(key.groupSize).u\(key.updates).\(quantity)"
          )
        }
      }
    }
    return names
  }

  /// A cell for every range, metric, group size and number of updates that is simulated.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  public static func cells(
    of parameters: AsymmetricWeightsParameters, path: StreamPath
  ) throws -> [StudyCell<TimingResult>] {
    try parameters.validate()
    return cellKeys(of: parameters).map { key, runs in
      let cell = TimingCell(key: key, parameters: parameters, runs: runs, path: path["timing"])
      let weight = Double(key.updates * runs.prompts * parameters.replicates) * (key.groupSize > 16 ? 40 : 1)
      return StudyCell(name: key.name, weight: weight / 1e6) { try cell.run($0) }
    }
  }

  /// Measurements, tables and figures.
  ///
  /// - Throws: ``RunError``, `TheoryError`, `NumericsError` where a problem has no answer.
  public static func findings(
    of parameters: AsymmetricWeightsParameters, results: [TimingResult]
  ) throws -> Findings {
    let exact = try ExactTimes(parameters)
    let simulated = SimulatedTimes(parameters: parameters, exact: exact, results: results)
    let measured = simulated.measurements
    return Findings(
      measurements: exact.measurements.merging(measured) { $1 },
      sections: [
        ExactTimesSection(parameters: parameters, exact: exact).section(),
        try DegradationSection(parameters: parameters).section(),
        SimulatedTimesSection(parameters: parameters, measurements: measured).section(),
      ])
  }

  /// What every cell is about, and the runs it belongs to.
  static func cellKeys(
    of parameters: AsymmetricWeightsParameters
  ) -> [(key: TimingCell.Key, runs: AsymmetricWeightsParameters.Runs)] {
    let mobilities = Set(parameters.settings.map(\.mobility)).sorted { $0.rawValue < $1.rawValue }
    return parameters.simulations.flatMap { runs in
      runs.ranges.flatMap { range in
        mobilities.flatMap { mobility in
          runs.groupSizes.flatMap { size in
            runs.updates.map { updates in
              (
                TimingCell.Key(range: range, mobility: mobility, groupSize: size, updates: updates), runs
              )
            }
          }
        }
      }
    }
  }
}
