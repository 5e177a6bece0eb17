import Foundation
import GSLNumerics
import Reporting

extension FilterAnalysis {
  /// Some points of the curve, and what the filter does.
  public var tables: [Table] { [shares, summary] }

  private var shares: Table {
    let settings = rule == .threshold ? ["τ"] : ["kept tokens", "kept share"]
    return Table(
      title: "Share of penalised tokens that the filter keeps penalised",
      columns: (settings + ["good (false positives)", "bad (true positives)"]).map {
        Column(header: $0, alignment: .trailing)
      },
      rows: shown.map { point in
        let setting =
          point.keptTokens.map { ["\($0)", shortNumber(point.keepFraction ?? 0)] }
          ?? [shortNumber(point.threshold ?? 0)]
        return setting + [point.rates.falsePositiveRate, point.rates.truePositiveRate].map(shortNumber)
      })
  }

  /// The thresholds 0, 0.1, …, 1; all numbers of tokens, or eleven where there are many.
  private var shown: [Point] {
    guard let length else {
      return curve.filter { point in (0...10).contains { Double($0) / 10 == point.threshold } }
    }
    return length <= 16 ? curve : (0...10).map { curve[$0 * length / 10] }
  }

  private var summary: Table {
    var rows = [[areaName, shortNumber(areaUnderCurve)]]
    if let operatingPoint {
      rows.append([
        "\(name(of: operatingPoint)) keeps",
        "\(percent(operatingPoint.rates.falsePositiveRate)) of good and"
          + " \(percent(operatingPoint.rates.truePositiveRate)) of bad tokens",
      ])
    }
    return Table(
      title: "\(name) for good q ~ \(law(population.good)) and bad q ~ \(law(population.bad))",
      columns: [Column(header: "quantity"), Column(header: "value")], rows: rows)
  }

  private var name: String {
    length.map { "The lowest of \($0) tokens, \(percent(population.goodShare)) of them good," }
      ?? "Thresholds"
  }

  private var areaName: String {
    rule == .threshold ? "area under the curve" : "area under the lines between points"
  }

  private func name(of point: Point) -> String {
    if let threshold = point.threshold { return "τ = \(shortNumber(threshold))" }
    return "κ = \(shortNumber(point.keepFraction ?? 0)), \(point.keptTokens ?? 0) of \(length ?? 0) tokens,"
  }

  private func law(_ law: BetaDistribution) -> String {
    "Beta(\(shortNumber(law.alpha)), \(shortNumber(law.beta)))"
  }

  private func percent(_ share: Double) -> String { "\(shortNumber(100 * share)) %" }

  /// The curve, with the filter that was asked for.
  public var figure: Figure {
    let subject = length.map { "for the lowest of \($0) tokens" } ?? "by a threshold"
    let area = "\(rule == .threshold ? "curve" : "lines"), area \(shortNumber(areaUnderCurve))"
    var series = [
      Series(
        name: area, provenance: .exact, style: (length ?? .max) <= 32 ? .lineAndPoints : .line,
        points: curve.map(Self.point))
    ]
    if let operatingPoint {
      series.append(
        Series(
          name: name(of: operatingPoint).trimmingCharacters(in: [","]), provenance: .exact, style: .points,
          points: [Self.point(operatingPoint)]))
    }
    return Figure(
      id: "token-filter", title: "Penalties kept \(subject)",
      caption:
        "Good q ~ \(law(population.good)), bad q ~ \(law(population.bad)). On the diagonal the filter knows nothing"
        + " of tokens and only penalises less.",
      provenance: [.exact],
      xAxis: Axis(label: "good tokens kept (false positives)", range: 0...1),
      yAxis: Axis(label: "bad tokens kept (true positives)", range: 0...1),
      series: series, references: [ReferenceLine(.diagonal, label: "chance")])
  }

  private static func point(_ point: Point) -> Reporting.Point {
    Reporting.Point(x: point.rates.falsePositiveRate, y: point.rates.truePositiveRate)
  }
}
