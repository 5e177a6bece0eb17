import Foundation
import PolicyGradientTheory
import Reporting

extension TimeComparison {
  /// The ratios, an algorithm a row and a clock with its mobility a column.
  public var tables: [Table] {
    let columns = problems.map { "\($0.clockName)/\($0.mobilityName)" }
    var rows = [["least time T*·B"] + optima.map { shortNumber($0.time) }]
    for (name, _) in algorithms {
      let own = ratios.filter { $0.algorithm == name }
      rows.append([name] + own.map { shortNumber($0.ratio) })
      if own.contains(where: { $0.ratioPerAcceptedGroup != nil }) {
        rows.append(
          ["\(name), per accepted group"] + own.map { $0.ratioPerAcceptedGroup.map(shortNumber) ?? "–" })
      }
    }
    let subject = groupSize.map { "groups of \($0)" } ?? "large groups"
    return [
      Table(
        title:
          "Time at equal budget from \(shortNumber(range.start)) to \(shortNumber(range.target)), over the least:"
          + " \(subject)",
        columns: [Column(header: "clock/mobility")]
          + columns.map { Column(header: $0, alignment: .trailing) },
        rows: rows)
    ]
  }

  /// The longest time that is drawn, over the least.
  private static let longestTime = 4.0

  /// The success rate over time at equal budget, a figure for every clock and mobility.
  ///
  /// - Throws: `TheoryError`, `NumericsError` where a path cannot be followed.
  public func figures() throws -> [Figure] {
    try zip(problems, minima).map { problem, minimum in
      let best = try series("optimal", minimum.optimalWeight, minimum)
      let others = try algorithms.compactMap { name, weight in
        try groupSize == nil
          ? weight.limit.map { try series(name, RateWeight(of: $0), minimum) }
          : series(name, RateWeight(of: weight), minimum)
      }
      let end = others.flatMap(\.points).map(\.x).max() ?? 1
      return Figure(
        id: "time-\(problem.clockName)-\(problem.mobilityName)",
        title:
          "Success over time at equal budget: \(problem.clockName) clock, \(problem.mobilityName) mobility",
        caption: "Every curve spends the same budget from \(shortNumber(range.start)) to"
          + " \(shortNumber(range.target)); the least time is 1.",
        provenance: [.exact],
        xAxis: Axis(label: "time over the least", range: 0...min(Self.longestTime, max(1, end))),
        yAxis: Axis(label: "success rate ρ", range: 0...1),
        series: [best] + others, references: [ReferenceLine(.vertical(1))])
    }
  }

  private func series(_ name: String, _ weight: RateWeight, _ minimum: MinimumTime) throws -> Series {
    let path = try MeanFieldFlow(weight: weight, mobility: minimum.mobility).path(
      over: range, clock: minimum.clock, budget: minimum.budget)
    let scale = path.budget / minimum.optimum.value
    return Series(
      name: name, provenance: .exact, style: .line,
      points: try path.points(perUnit: 24).map { Point(x: $0.time * scale, y: $0.rate) })
  }
}
