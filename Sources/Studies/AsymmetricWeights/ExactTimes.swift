import PolicyGradientTheory
import RunFiles
import RunStatistics

/// The times of all algorithms over the least, by theory alone.
struct ExactTimes {
  /// One problem and one size of groups.
  struct Key: Hashable {
    let range: String
    let setting: String
    /// n, or nil for the limit of large groups.
    let groupSize: Int?
  }

  /// T·B over T*·B by algorithm, in the order of the parameters.
  private(set) var ratios: [Key: [Double]] = [:]
  /// The clock time of the mean field by algorithm, for a weight as the algorithm has it.
  private(set) var clockTimes: [Key: [Double]] = [:]
  private let algorithms: [String]

  /// Solves every problem of the study.
  ///
  /// - Throws: ``RunError``, `TheoryError`, `NumericsError` where a problem has no answer.
  init(_ parameters: AsymmetricWeightsParameters) throws {
    algorithms = parameters.algorithms
    let sizes = Set(parameters.groupSizes + parameters.simulations.flatMap(\.groupSizes)).sorted()
    let cases = try ([nil] + sizes.map { Optional($0) }).map { size in
      (size: size, weights: try algorithms.map { try Self.weight(of: $0, size, parameters) })
    }
    for range in parameters.ranges {
      for setting in parameters.settings {
        let minimum = try setting.minimumTime(over: parameters.range(named: range.name))
        for (size, weights) in cases {
          let key = Key(range: range.name, setting: setting.name, groupSize: size)
          ratios[key] = try weights.map { try minimum.ratio(of: $0) }
          clockTimes[key] = try weights.map { try minimum.clockTime(of: $0).value }
        }
      }
    }
  }

  private static func weight(
    of algorithm: String, _ size: Int?, _ parameters: AsymmetricWeightsParameters
  ) throws -> RateWeight {
    // The limit is the same whatever the size; 8 is one that every rule has.
    let effective = try parameters.weight(of: algorithm, groupSize: size ?? 8)
    guard size == nil else { return RateWeight(of: effective) }
    guard let limit = effective.limit else {
      throw RunError(.badData, "\(algorithm): its weight has no limit for large groups")
    }
    return RateWeight(of: limit)
  }

  /// Quantities such as `exact.scratch.regular-natural.grpo.ratio` and `exact.scratch.regular-natural.grpo.n8.ratio`.
  var measurements: [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    for (key, ratios) in ratios {
      let stem = "exact.\(key.range).\(key.setting)"
      let size = key.groupSize.map { ".n\($0)" } ?? ""
      for (name, value) in Self.comparisons(of: ratios, algorithms: algorithms) {
        measurements["\(stem).\(name.algorithm)\(size).\(name.quantity)"] = MeasuredQuantity(
          estimate: Estimate(value: value, standardError: 0, degreesOfFreedom: 1), scale: .linear,
          replicates: 1)
      }
    }
    return measurements
  }

  /// What is said of every algorithm, and of the fastest and the slowest of them.
  ///
  /// - `ratio`: T·B over T*·B;
  /// - `advantage`: the least of the others over its own, above 1 for the fastest.
  static func comparisons(
    of ratios: [Double], algorithms: [String]
  ) -> [(name: (algorithm: String, quantity: String), value: Double)] {
    var values = zip(algorithms, ratios).map { (name: (algorithm: $0, quantity: "ratio"), value: $1) }
    for (index, algorithm) in algorithms.enumerated() where algorithms.count > 1 {
      let others = ratios.indices.filter { $0 != index }.map { ratios[$0] }.min() ?? .nan
      values.append(((algorithm, "advantage"), others / ratios[index]))
    }
    values.append((("fastest", "ratio"), ratios.min() ?? .nan))
    values.append((("slowest", "ratio"), ratios.max() ?? .nan))
    return values
  }
}
