import Algorithms
import Foundation
import PolicyGradientTheory
import Reporting

/// What finite groups leave of the best weight, over their size.
struct DegradationSection {
  let parameters: AsymmetricWeightsParameters

  func section() throws -> FindingsSection {
    let range = try parameters.range(named: parameters.degradation.range)
    let minimum = try parameters.setting(named: parameters.degradation.setting).minimumTime(over: range)
    let rule = 1 / range.start.squareRoot()
    let best = try [(false, "best of any sign"), (true, "best with w ≥ 0")].map { nonNegative, name in
      Series(
        name: name, provenance: .exact, style: .lineAndPoints,
        points: try sizes(upTo: FiniteGroupOptimum.largestGroup).map { size in
          let optimum = try FiniteGroupOptimum(of: minimum, groupSize: size, nonNegative: nonNegative)
          return Point(x: Double(size), y: optimum.time / minimum.optimum.value)
        })
    }
    let algorithms = try parameters.algorithms.map { name in
      Series(
        name: name, provenance: .exact, style: .line,
        points: try sizes(upTo: .max).compactMap { size in
          try ratio(of: name, groupSize: size, minimum).map { Point(x: Double(size), y: $0) }
        })
    }
    return FindingsSection(
      heading: "Finite groups",
      paragraphs: [
        "A group of n rollouts has a polynomial of degree n − 1 as its weight, and no pole. From"
          + " \(shortNumber(range.start)) the best polynomial comes near the optimum for n of a few times"
          + " 1/√ρ₀ = \(shortNumber(rule)); with coefficients w ≥ 0, which punish no success count, later. Published rules"
          + " need n of the order of 1/ρ₀."
      ],
      figures: [
        Figure(
          id: "degradation", title: "What groups of n leave of the best weight",
          caption:
            "Time at equal budget over the least, from \(shortNumber(range.start)) to \(shortNumber(range.target)),"
            + " \(parameters.degradation.setting).",
          provenance: [.exact], xAxis: Axis(label: "rollouts per prompt n", scale: .log),
          yAxis: Axis(label: "time over the least", scale: .log), series: best + algorithms,
          references: [ReferenceLine(.vertical(rule), label: "1/√ρ₀")])
      ], tables: [])
  }

  /// The time over the least; nil for groups in which the rule is not defined, or does not lead to the target.
  private func ratio(of name: String, groupSize: Int, _ minimum: MinimumTime) throws -> Double? {
    do {
      return try minimum.ratio(of: RateWeight(of: parameters.weight(of: name, groupSize: groupSize)))
    } catch is AlgorithmError {
      return nil
    } catch TheoryError.notPositive {
      return nil
    }
  }

  private func sizes(upTo limit: Int) -> [Int] {
    parameters.degradation.groupSizes.filter { $0 <= limit }.sorted()
  }
}
