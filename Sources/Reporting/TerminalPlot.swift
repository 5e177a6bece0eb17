/// A figure of lines in characters, for a terminal.
///
/// Every character is a cell of 2 × 4 braille dots; a cell belongs to the last series that passes it. The names stand to
/// the right of where the series end, in the order of their ends. Error bars and reference lines are left out.
public struct TerminalPlot: Sendable {
  private let figure: Figure
  private let xAxis: AxisLayout
  private let yAxis: AxisLayout
  private let columns: Int
  private let rows: Int

  /// A plot of a figure.
  ///
  /// - Parameters:
  ///   - figure: what is drawn.
  ///   - width: of the whole, in characters; below 40 counts as 40.
  ///   - height: of the plot without title and axis, in lines; below 5 counts as 5.
  public init(_ figure: Figure, width: Int = 80, height: Int = 16) {
    self.figure = figure
    let points = figure.series.flatMap(\.points)
    xAxis = AxisLayout(figure.xAxis, values: points.map(\.x))
    yAxis = AxisLayout(figure.yAxis, values: points.map(\.y))
    rows = max(5, height)
    let names = figure.series.map(\.name.count).max() ?? 0
    let labels = yAxis.ticks.map(\.label.count).max() ?? 0
    columns = max(40, width) - min(24, names + 1) - labels - 2
  }

  /// The lines of the plot, without a line break at the end.
  ///
  /// - Parameter style: whether series are told apart by colour, too.
  public func text(style: TerminalStyle = .plain) -> String {
    let canvas = canvas()
    let names = names()
    let labels = Dictionary(
      yAxis.ticks.map { (row(of: $0.value), $0.label) }, uniquingKeysWith: { first, _ in first })
    let margin = labels.values.map(\.count).max() ?? 0
    var lines = [figure.title + "  [\(figure.provenanceText)]", "", figure.yAxis.label.printable]
    for row in 0..<rows {
      let label = (labels[row] ?? "").padded(to: margin, .trailing) + (labels[row] == nil ? " │" : " ┤")
      let cells = canvas[row].map { cell in coloured(String(cell.character), cell.series, style) }
      let name = names[row].map { coloured(" " + figure.series[$0].name.printable, $0, style) } ?? ""
      lines.append((label + cells.joined() + name).withoutTrailingSpaces)
    }
    lines += horizontalAxis(margin: margin)
    return lines.joined(separator: "\n")
  }

  private struct Cell {
    var dots: UInt32 = 0
    var series: Int?

    var character: Character {
      dots == 0 ? " " : Unicode.Scalar(0x2800 + dots).map(Character.init) ?? " "
    }
  }

  private static let dots: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  private func canvas() -> [[Cell]] {
    var canvas = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    for (index, series) in figure.series.enumerated() {
      var previous: (x: Int, y: Int)?
      for point in series.points {
        guard let dot = dot(of: point) else {
          previous = nil
          continue
        }
        let from = previous ?? dot
        let steps = max(1, abs(dot.x - from.x), abs(dot.y - from.y))
        for step in 0...steps {
          let x = from.x + (dot.x - from.x) * step / steps
          let y = from.y + (dot.y - from.y) * step / steps
          canvas[y / 4][x / 2].dots |= Self.dots[x % 2][y % 4]
          canvas[y / 4][x / 2].series = index
        }
        previous = dot
      }
    }
    return canvas
  }

  /// The place of a point in dots from the top left corner; nil for what the axes cannot show.
  private func dot(of point: Point) -> (x: Int, y: Int)? {
    guard xAxis.scale.canShow(point.x), yAxis.scale.canShow(point.y) else { return nil }
    // A line along an axis stays on it, whatever its values round to.
    func snapped(_ position: Double) -> Double {
      abs(position - position.rounded()) < 1e-9 ? position.rounded() : position
    }
    let x = snapped(xAxis.position(of: point.x))
    let y = snapped(yAxis.position(of: point.y))
    guard (0...1).contains(x), (0...1).contains(y) else { return nil }
    return (
      Int((x * Double(2 * columns - 1)).rounded()), Int(((1 - y) * Double(4 * rows - 1)).rounded())
    )
  }

  private func row(of value: Double) -> Int {
    Int(((1 - yAxis.position(of: value)) * Double(4 * rows - 1)).rounded()) / 4
  }

  /// The series whose name stands in each row: where its line ends, or in the nearest row that is free.
  private func names() -> [Int: Int] {
    let ends = figure.series.enumerated().compactMap { index, series in
      series.points.last { dot(of: $0) != nil }.map { (index: index, row: row(of: $0.y)) }
    }
    var names: [Int: Int] = [:]
    for end in ends {
      let nearest = (0..<rows).filter { names[$0] == nil }.min { abs($0 - end.row) < abs($1 - end.row) }
      if let nearest { names[nearest] = end.index }
    }
    return names
  }

  private func horizontalAxis(margin: Int) -> [String] {
    var rule = Array(repeating: Character("─"), count: columns)
    var labels = Array(repeating: Character(" "), count: columns + margin + 2)
    for tick in xAxis.ticks {
      let column = Int((xAxis.position(of: tick.value) * Double(columns - 1)).rounded())
      rule[column] = "┬"
      let start = min(max(0, column + margin + 2 - tick.label.count / 2), labels.count - tick.label.count)
      for (offset, character) in tick.label.enumerated() { labels[start + offset] = character }
    }
    let indent = String(repeating: " ", count: margin + 1)
    return [
      indent + "└" + String(rule), String(labels).withoutTrailingSpaces,
      figure.xAxis.label.printable.centred(in: columns, after: margin + 2),
    ]
  }

  private func coloured(_ text: String, _ series: Int?, _ style: TerminalStyle) -> String {
    guard style == .colour, let series else { return text }
    return "\u{1B}[\(Palette.terminalColour(figure.series[series].colour ?? series))m\(text)\u{1B}[0m"
  }
}

extension String {
  fileprivate func centred(in width: Int, after indent: Int) -> String {
    String(repeating: " ", count: indent + max(0, (width - count) / 2)) + self
  }
}
