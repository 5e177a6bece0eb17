import Foundation

/// A figure as data: what is drawn, not how.
///
/// Values that are not finite, values above 1e300 in magnitude and, on a log axis, values at or below
/// zero are left out: a line has a gap there, and an error bar that begins at or below zero reaches down
/// to the axis. A figure with a diagonal shows the same range on both axes unless a range is given.
public struct Figure: Sendable, Codable, Equatable {
  /// A short name that is safe as a file name: ASCII letters, digits, `-`, `_` and `.`.
  ///
  /// Characters outside these become `-` on creation; decoding keeps the name as it was written.
  public let id: String
  /// What the figure shows, in a line.
  public var title: String
  /// How to read the figure.
  public var caption: String
  /// Where the numbers come from, in the order in which the labels are shown.
  public var provenance: [Provenance]
  /// The horizontal axis.
  ///
  /// With categories, its scale and range are ignored.
  public var xAxis: Axis
  /// The vertical axis.
  public var yAxis: Axis
  /// What is drawn, in the order of the legend.
  public var series: [Series]
  /// Lines to compare the data with.
  public var references: [ReferenceLine]
  /// The names along a categorical horizontal axis, or nil for an axis of numbers.
  ///
  /// With names, the `x` of a point is the index of its category, and the series stand side by side
  /// within each category.
  public var categories: [String]?

  /// A figure with these series on these axes.
  public init(
    id: String, title: String, caption: String, provenance: [Provenance], xAxis: Axis, yAxis: Axis,
    series: [Series], references: [ReferenceLine] = [], categories: [String]? = nil
  ) {
    self.id = Self.fileName(id)
    self.title = title
    self.caption = caption
    self.provenance = provenance
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.series = series
    self.references = references
    self.categories = categories
  }

  /// The text with `-` for what is not safe in a file name, and no dot in front.
  static func fileName(_ text: String) -> String {
    let safe = text.map { character in
      character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
        ? character : "-"
    }
    return String(safe.drop { $0 == "." })
  }

  /// The labels of provenance as one line of text, such as "exact · simulated".
  var provenanceText: String {
    provenance.line
  }

  /// The points of the figure as a table, one row a point, numbers to six significant digits.
  ///
  /// Columns for the interval are present where a point has one.
  public func dataTable() -> Table {
    let points = series.flatMap(\.points)
    let hasInterval = points.contains { $0.lower != nil || $0.upper != nil }
    func text(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "" }
    func place(_ x: Double) -> String {
      guard let categories, let index = Int(exactly: x), categories.indices.contains(index) else {
        return text(x)
      }
      return categories[index]
    }
    var columns = [
      Column(header: "series"), Column(header: "provenance"),
      Column(header: xAxis.label, alignment: categories == nil ? .trailing : .leading),
      Column(header: yAxis.label, alignment: .trailing),
    ]
    if hasInterval {
      columns += [
        Column(header: "lower", alignment: .trailing), Column(header: "upper", alignment: .trailing),
      ]
    }
    let rows = series.flatMap { series in
      series.points.map { point in
        [series.name, series.provenance.rawValue, place(point.x), text(point.y)]
          + (hasInterval ? [text(point.lower), text(point.upper)] : [])
      }
    }
    return Table(title: title, columns: columns, rows: rows)
  }
}
