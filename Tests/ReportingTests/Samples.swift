import Reporting

/// Figures and reports that several tests draw.
enum Samples {
  /// A line with a gap, and points with an interval, on a linear and a log axis.
  static func lines(title: String = "Decay") -> Figure {
    let curve = [1.0, 0.5, .nan, 0.1, .infinity, 0.01].enumerated().map {
      Point(x: Double($0.offset), y: $0.element)
    }
    let points = [
      Point(x: 1, y: 0.4, lower: -0.1, upper: 0.7), Point(x: 2, y: 0, lower: 0, upper: 1),
      Point(x: 3, y: 0.2, upper: 0.3),
    ]
    return Figure(
      id: "decay", title: title, caption: "How it <decays>.", provenance: [.exact, .simulated],
      xAxis: Axis(label: "time"), yAxis: Axis(label: "share", scale: .log),
      series: [
        Series(name: "theory", provenance: .exact, style: .line, points: curve),
        Series(name: "runs", provenance: .simulated, style: .points, points: points, colour: 0),
      ],
      references: [ReferenceLine(.horizontal(0.05), label: "target"), ReferenceLine(.vertical(2.5))])
  }

  /// Two series over three categories.
  static let categories = Figure(
    id: "by group", title: "By group", caption: "", provenance: [.trained], xAxis: Axis(label: ""),
    yAxis: Axis(label: "score", range: 0...4),
    series: ["first", "second"].map { name in
      Series(
        name: name, provenance: .trained, style: .points,
        points: (0..<3).map { Point(x: Double($0), y: Double($0) + 1, lower: Double($0), upper: 4) })
    },
    categories: ["none", "mean", "median of means"])
}
