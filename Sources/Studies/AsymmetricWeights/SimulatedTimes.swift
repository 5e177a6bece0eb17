import Foundation
import RunStatistics

/// The times of simulated runs over the least, and over those of the mean field.
struct SimulatedTimes {
  let parameters: AsymmetricWeightsParameters
  let exact: ExactTimes
  let results: [TimingResult]

  /// What depends on several algorithms (`advantage`, `fastest`, `slowest`) is taken in every replicate and then averaged: where
  /// two algorithms are closer than their noise, that is the mean of the extreme and not the extreme of the means.
  ///
  /// Quantities such as `simulated.scratch.regular-natural.grpo.n8.u1000.ratio`, and `.advantage`, `.slowdown`.
  var measurements: [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    for result in results {
      for setting in parameters.settings where setting.mobility == result.key.mobility {
        let stem = "simulated.\(result.key.range).\(setting.name)"
        let tail = "n\(result.key.groupSize).u\(result.key.updates)"
        for (name, logarithms) in quantities(of: result, setting: setting) {
          guard let estimate = Estimate(meanOf: logarithms) else { continue }
          measurements["\(stem).\(name.algorithm).\(tail).\(name.quantity)"] = MeasuredQuantity(
            estimate: estimate, scale: .logarithmic, replicates: logarithms.count)
        }
      }
    }
    return measurements
  }

  /// The logarithm of every quantity, replicate by replicate.
  private func quantities(
    of result: TimingResult, setting: AsymmetricWeightsParameters.Setting
  ) -> [(name: (algorithm: String, quantity: String), logarithms: [Double])] {
    let key = ExactTimes.Key(
      range: result.key.range, setting: setting.name, groupSize: result.key.groupSize)
    guard let exactRatios = exact.ratios[key], let exactTimes = exact.clockTimes[key] else { return [] }
    let algorithms = parameters.algorithms
    let slowdowns = zip(result.logarithms(on: setting.clock), exactTimes).map { logarithms, time in
      logarithms?.map { $0 - log(time) }
    }
    var quantities = zip(algorithms, slowdowns).compactMap { name, logarithms in
      logarithms.map { (name: (algorithm: name, quantity: "slowdown"), logarithms: $0) }
    }
    // T·B is the slowdown times that of the mean field: the budget of a path depends on its ends alone.
    let ratios = zip(slowdowns, exactRatios).map { logarithms, ratio in logarithms?.map { $0 + log(ratio) } }
    quantities += zip(algorithms, ratios).compactMap { name, logarithms in
      logarithms.map { ((name, "ratio"), $0) }
    }
    guard ratios.allSatisfy({ $0 != nil }) else { return quantities }
    let replicates = ratios.compactMap(\.self)[0].indices.map { replicate in
      ExactTimes.comparisons(
        of: ratios.compactMap { $0.map { exp($0[replicate]) } }, algorithms: algorithms)
    }
    for (index, comparison) in replicates[0].enumerated() {
      let isOfOne = algorithms.contains(comparison.name.algorithm)
      // The ratio of a single algorithm is there already.
      guard !(isOfOne && comparison.name.quantity == "ratio") else { continue }
      quantities.append((comparison.name, replicates.map { log($0[index].value) }))
    }
    return quantities
  }
}
