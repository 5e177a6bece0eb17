import Foundation

/// Where the parts of a figure lie, in pixels from the bottom left corner.
///
/// Text is placed before it is drawn, and widths of text are therefore estimates, on the wide side for
/// common sans-serif typefaces. Every part outside the plot takes its space from the plot, so that none
/// covers another.
struct FigureGeometry {
  /// The kinds of text, by their size in pixels.
  enum Kind: Int {
    case title = 15
    case label = 14
    case tick = 13
    case small = 12
    case node = 11

    /// The size of the text.
    var size: Double { Double(rawValue) }
  }

  /// A line of text in its place.
  struct PlacedText {
    var text: String
    var x: Double
    var y: Double
    /// How the text lies about its place: gnuplot's `left`, `center` or `right`.
    var alignment: String
    /// The angle in degrees, counted against the clock.
    var angle = 0.0
  }

  /// An entry of the legend: a sample of its series, centred here, and a name to the right.
  struct LegendEntry {
    var series: Int
    var sampleX: Double
    var name: PlacedText
  }

  /// The height of a line, in multiples of the size of its text.
  static let lineHeight = 1.3
  /// The width that labels to the right of the plot are wrapped to.
  private static let sideWidth = 110.0
  /// The angle of category names that do not fit side by side.
  private static let slant = 35.0

  let width: Double
  let height: Double
  let xAxis: AxisLayout
  let yAxis: AxisLayout

  /// The edges of the plot.
  let left: Double
  let right: Double
  let bottom: Double
  let top: Double

  let title: [PlacedText]
  let provenance: PlacedText
  let axisLabels: [PlacedText]
  let categoryNames: [PlacedText]
  let referenceLabels: [PlacedText]
  let legend: [LegendEntry]
  /// The width of a sample in the legend.
  let sampleWidth: Double

  /// Places the parts of a figure.
  ///
  /// - Parameters:
  ///   - figure: the figure.
  ///   - axes: its axes, laid out.
  ///   - names: the legend's text for each series; an empty text has no entry.
  ///   - width: the width of the drawing, at least 200.
  ///   - height: the height of the drawing, at least 150.
  ///   - titled: whether there is a title.
  init(
    _ figure: Figure, axes: (x: AxisLayout, y: AxisLayout), legend names: [String], width: Int, height: Int,
    titled: Bool
  ) {
    let width = Double(max(width, 200))
    let height = Double(max(height, 150))
    self.width = width
    self.height = height
    (xAxis, yAxis) = axes

    // From the sides inwards.
    let yLines = Self.lines(figure.yAxis.label, .label, in: height * 0.75)
    let tickWidth = axes.y.ticks.map { Self.width(of: $0.label, .tick) }.max() ?? 0
    let left = 18 + Double(yLines.count) * Self.height(.label) + tickWidth + 8
    let sideLabels = figure.references.flatMap { reference -> [String] in
      if case .vertical = reference.place { return [] }
      return Self.lines(reference.label ?? "", .small, in: Self.sideWidth)
    }
    let lastTick = Self.width(of: axes.x.ticks.last?.label ?? "", .tick) / 2
    let sideWidth = sideLabels.map { Self.width(of: $0, .small) + 14 }.max() ?? 0
    let right = max(left + 40, width - max(20, sideWidth, figure.categories == nil ? lastTick + 6 : 0))
    (self.left, self.right) = (left, right)

    // From the top down.
    let firstLine = height - 18
    provenance = PlacedText(text: figure.provenanceText, x: width - 14, y: firstLine, alignment: "right")
    let provenanceWidth = Self.width(of: figure.provenanceText, .small)
    let titleLines =
      titled ? Self.lines(figure.title, .title, in: width - left - provenanceWidth - 50) : []
    title = titleLines.enumerated().map { line, text in
      PlacedText(text: text, x: left, y: firstLine - Double(line) * Self.height(.title), alignment: "left")
    }
    let above = Self.labelsAbove(figure, axes.x, left: left, right: right, width: width)
    let rows = above.map(\.row).max().map { $0 + 1 } ?? 0
    let titleHeight = Double(max(1, titleLines.count)) * Self.height(.title)
    let top = firstLine - titleHeight - Double(rows) * Self.height(.small)
    self.top = top

    // From the bottom up.
    sampleWidth = figure.series.allSatisfy { $0.style == .points } ? 10 : 30
    let legend = Self.legend(names, sampleWidth: sampleWidth, width: width)
    let legendTop = legend.map(\.name.y).max().map { $0 + Self.height(.tick) / 2 + 6 } ?? 6
    let xLines = Self.lines(figure.xAxis.label, .label, in: right - left)
    let xTop = legendTop + Double(xLines.count) * Self.height(.label)
    let namesHeight = Self.categoryHeight(figure.categories, in: right - left)
    let bottom = min(xTop + namesHeight + 8, top - 40)
    self.bottom = bottom
    self.legend = legend

    let xLabels = xLines.enumerated().map { line, text in
      PlacedText(
        text: text, x: (left + right) / 2, y: xTop - (Double(line) + 0.5) * Self.height(.label),
        alignment: "center")
    }
    let yLabels = yLines.enumerated().map { line, text in
      PlacedText(
        text: text, x: 16 + Double(line) * Self.height(.label), y: (bottom + top) / 2, alignment: "center",
        angle: 90)
    }
    axisLabels = xLabels + yLabels
    categoryNames = Self.categories(figure.categories, left: left, right: right, bottom: bottom)
    referenceLabels =
      above.map { label in
        var text = label.text
        text.y = top + (Double(label.row) + 0.65) * Self.height(.small)
        return text
      } + Self.labelsAtSide(figure, axes, right: right, bottom: bottom, top: top)
  }
}

// MARK: - Text

extension FigureGeometry {
  /// About the width of a line of text.
  static func width(of text: String, _ kind: Kind) -> Double {
    Double(text.count) * kind.size * 0.55
  }

  /// The height of a line of text.
  static func height(_ kind: Kind) -> Double {
    kind.size * lineHeight
  }

  /// The text in lines of about this width; none for an empty text.
  static func lines(_ text: String, _ kind: Kind, in width: Double) -> [String] {
    text.isEmpty ? [] : text.printable.wrapped(to: max(6, Int(width / (kind.size * 0.55))))
  }

  /// The text on one line, without what cannot be drawn.
  static func oneLine(_ text: String) -> String {
    text.printable.replacing("\n", with: " ")
  }
}

// MARK: - Parts

extension FigureGeometry {
  /// The legend in rows from the bottom up: side by side where all entries fit, otherwise in columns of
  /// one width.
  private static func legend(_ names: [String], sampleWidth: Double, width: Double) -> [LegendEntry] {
    let entries = names.enumerated().filter { !$0.element.isEmpty }
    guard !entries.isEmpty else { return [] }
    let (gap, space) = (8.0, 22.0)
    let widths = entries.map { sampleWidth + gap + Self.width(of: $0.element, .tick) + space }
    let total = widths.reduce(0, +) - space
    var columns = [widths]
    if total > width - 24 {
      let widest = widths.max() ?? 0
      let most = max(1, Int((width - 24 + space) / widest))
      let rows = (entries.count + most - 1) / most
      let balanced = (entries.count + rows - 1) / rows
      columns = (0..<rows).map { row in
        Array(repeating: widest, count: min(balanced, entries.count - row * balanced))
      }
    }
    let longest = columns.map { $0.reduce(-space, +) }.max() ?? 0
    let start = max(12, (width - longest) / 2)
    var result: [LegendEntry] = []
    for (row, columnWidths) in columns.enumerated() {
      let y = 16 + Double(columns.count - 1 - row) * height(.tick) * 1.1
      var x = start
      for columnWidth in columnWidths {
        let entry = entries[result.count]
        let name = PlacedText(text: entry.element, x: x + sampleWidth + gap, y: y, alignment: "left")
        result.append(LegendEntry(series: entry.offset, sampleX: x + sampleWidth / 2, name: name))
        x += columnWidth
      }
    }
    return result
  }

  /// The names of categories, wrapped, where they fit side by side in at most three lines.
  private static func uprightNames(_ names: [String], in width: Double) -> [[String]]? {
    let space = width / Double(max(1, names.count)) - 6
    let wrapped = names.map { $0.printable.wrapped(to: max(1, Int(space / (Kind.tick.size * 0.55)))) }
    let words = names.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    let fits = words.allSatisfy { Self.width(of: String($0), .tick) <= space }
    return fits && wrapped.allSatisfy { $0.count <= 3 } ? wrapped : nil
  }

  /// The height that tick labels or the names of categories need.
  private static func categoryHeight(_ names: [String]?, in width: Double) -> Double {
    guard let names else { return height(.tick) + 2 }
    if let lines = uprightNames(names, in: width) {
      return Double(lines.map(\.count).max() ?? 1) * height(.tick)
    }
    let longest = names.map { Self.width(of: oneLine($0), .tick) }.max() ?? 0
    return longest * sin(slant * .pi / 180) + Kind.tick.size
  }

  private static func categories(
    _ names: [String]?, left: Double, right: Double, bottom: Double
  ) -> [PlacedText] {
    guard let names, !names.isEmpty else { return [] }
    let step = (right - left) / Double(names.count)
    func x(_ index: Int) -> Double { left + (Double(index) + 0.5) * step }
    if let wrapped = uprightNames(names, in: right - left) {
      return wrapped.enumerated().flatMap { index, lines in
        lines.enumerated().map { line, text in
          PlacedText(
            text: text, x: x(index), y: bottom - 14 - Double(line) * height(.tick), alignment: "center")
        }
      }
    }
    return names.enumerated().map { index, name in
      PlacedText(text: oneLine(name), x: x(index) + 5, y: bottom - 12, alignment: "right", angle: slant)
    }
  }

  /// The labels of vertical lines, each in the first row above the plot where it has room.
  private static func labelsAbove(
    _ figure: Figure, _ xAxis: AxisLayout, left: Double, right: Double, width: Double
  ) -> [(text: PlacedText, row: Int)] {
    var ends: [[ClosedRange<Double>]] = []
    return figure.references.compactMap { reference in
      guard case .vertical(let x) = reference.place, let label = reference.label, !label.isEmpty,
        xAxis.range.contains(x)
      else { return nil }
      let text = oneLine(label)
      let half = Self.width(of: text, .small) / 2 + 4
      let wanted = left + (right - left) * xAxis.position(of: x)
      let centre = max(half, min(wanted, width - half))
      let taken = centre - half...centre + half
      let row = ends.firstIndex { row in !row.contains { $0.overlaps(taken) } } ?? ends.count
      if row == ends.count { ends.append([]) }
      ends[row].append(taken)
      return (PlacedText(text: text, x: centre, y: 0, alignment: "center"), row)
    }
  }

  /// The labels of horizontal and diagonal lines, to the right of the plot at the lines' ends and, where
  /// these are close, one below the other.
  private static func labelsAtSide(
    _ figure: Figure, _ axes: (x: AxisLayout, y: AxisLayout), right: Double, bottom: Double, top: Double
  ) -> [PlacedText] {
    let labels: [(y: Double, lines: [String])] = figure.references.compactMap { reference in
      let value: Double
      switch reference.place {
      case .horizontal(let y): value = y
      case .diagonal: value = min(axes.x.range.upperBound, axes.y.range.upperBound)
      case .vertical: return nil
      }
      guard let label = reference.label, !label.isEmpty, axes.y.range.contains(value) else { return nil }
      let lines = Self.lines(label, .small, in: sideWidth)
      return (bottom + (top - bottom) * axes.y.position(of: value), lines)
    }
    var free = top - 3
    return labels.sorted { $0.y > $1.y }.flatMap { label in
      let first = min(label.y + Double(label.lines.count - 1) * height(.small) / 2, free)
      free = first - Double(label.lines.count) * height(.small)
      return label.lines.enumerated().map { line, text in
        PlacedText(text: text, x: right + 8, y: first - Double(line) * height(.small), alignment: "left")
      }
    }
  }
}
