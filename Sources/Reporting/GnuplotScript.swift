import Foundation

/// A figure as a gnuplot script that prints an SVG document or pages of PDF.
///
/// Every string of the figure enters the script as a literal in single quotes, in which gnuplot expands
/// nothing; numbers stand in inline data blocks. The layout is computed here and not left to gnuplot,
/// so that labels and the legend stay clear of the data.
package struct GnuplotScript {
  /// The fonts as they stand in the script and in what gnuplot draws.
  static let regular = "sans-serif"
  static let bold = "sans-serif-bold"

  static let ink = "#262626"
  static let soft = "#666666"
  private static let grid = "#e6e6e6"
  /// The width of the line about a filled area.
  static let rim = 0.8

  /// What is printed.
  package enum Document {
    /// An SVG document.
    case svg
    /// The first page of a PDF document, 72 points to 96 pixels.
    case pdf
    /// Another page of the document that is being printed.
    case nextPage
  }

  private let figure: Figure
  private let geometry: FigureGeometry

  /// The script.
  package private(set) var text = ""

  /// Writes the script for a drawing of this size in pixels; sizes below 200 by 150 count as that.
  package init(figure: Figure, width: Int, height: Int, titled: Bool, document: Document = .svg) {
    self.figure = figure
    geometry = FigureGeometry(
      figure, axes: Self.axes(of: figure), legend: Self.legend(of: figure), width: width,
      height: height, titled: titled)
    writeCanvas(document)
    writeAxes()
    writeReferences()
    writeLegend()
    writePlot()
  }

  // MARK: Values

  /// A string as a gnuplot literal; line breaks become `"\n"` between two literals.
  package static func literal(_ text: String) -> String {
    text.printable.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "'" + $0.replacing("'", with: "''") + "'" }
      .joined(separator: ".\"\\n\".")
  }

  /// The axes laid out over all that they must show.
  private static func axes(of figure: Figure) -> (x: AxisLayout, y: AxisLayout) {
    let points = figure.series.flatMap(\.points)
    var xs = points.filter { $0.y.isFinite || $0.lower != nil }.map(\.x)
    var ys = points.flatMap { [$0.y, $0.lower ?? .nan, $0.upper ?? .nan] }
    for reference in figure.references {
      switch reference.place {
      case .horizontal(let y): ys.append(y)
      case .vertical(let x): xs.append(x)
      case .diagonal: break
      }
    }
    if let categories = figure.categories {
      let range = -0.5...Double(max(1, categories.count)) - 0.5
      let x = AxisLayout(Axis(label: "", range: range), values: [])
      return (x, AxisLayout(figure.yAxis, values: ys))
    }
    if figure.references.contains(where: { $0.place == .diagonal }), figure.xAxis.scale == figure.yAxis.scale
    {
      (xs, ys) = (xs + ys, xs + ys)
    }
    return (AxisLayout(figure.xAxis, values: xs), AxisLayout(figure.yAxis, values: ys))
  }

  /// The legend's entries, one a series, with the provenance where the figure mixes several.
  private static func legend(of figure: Figure) -> [String] {
    let isMixed = Set(figure.series.map(\.provenance)).count > 1
    return figure.series.map { series in
      let name = series.name.printable.replacing("\n", with: " ")
      let isNeeded = isMixed && !name.isEmpty && !name.contains(series.provenance.rawValue)
      return isNeeded ? "\(name) (\(series.provenance.rawValue))" : name
    }
  }

  private mutating func write(_ line: String) {
    text += line + "\n"
  }

  /// A place in pixels as gnuplot's fractions of the drawing.
  private func place(_ x: Double, _ y: Double) -> String {
    "screen \(x / geometry.width), screen \(y / geometry.height)"
  }

  /// Writes a line of text in its place.
  private mutating func write(
    _ label: FigureGeometry.PlacedText, _ kind: FigureGeometry.Kind, colour: String, font: String = regular
  ) {
    let angle = label.angle == 0 ? "" : " rotate by \(label.angle)"
    write(
      "set label \(Self.literal(label.text)) at \(place(label.x, label.y)) \(label.alignment)\(angle) "
        + "font '\(font),\(kind.rawValue)' textcolor rgb '\(colour)'")
  }

  // MARK: Parts

  /// The lines that begin a drawing of this size in pixels.
  static func canvas(_ document: Document, width: Double, height: Double) -> String {
    let look = "noenhanced font '\(regular),13' background rgb '#ffffff'"
    return switch document {
    case .svg: "set encoding utf8\nset terminal svg size \(Int(width)),\(Int(height)) fixed \(look)\n"
    case .pdf: "set encoding utf8\nset terminal pdfcairo size \(width / 96)in,\(height / 96)in \(look)\n"
    case .nextPage: "reset\n"
    }
  }

  private mutating func writeCanvas(_ document: Document) {
    text += Self.canvas(document, width: geometry.width, height: geometry.height)
    write("set lmargin at screen \(geometry.left / geometry.width)")
    write("set rmargin at screen \(geometry.right / geometry.width)")
    write("set bmargin at screen \(geometry.bottom / geometry.height)")
    write("set tmargin at screen \(geometry.top / geometry.height)")
    for line in geometry.title { write(line, .title, colour: Self.ink, font: Self.bold) }
    write(geometry.provenance, .small, colour: Self.soft)
  }

  private mutating func writeAxes() {
    write("set border 3 linecolor rgb '#8a8a8a' linewidth 1")
    write("set tics nomirror scale 0.6,0.3 font '\(Self.regular),13' textcolor rgb '\(Self.ink)'")
    write("set clip two")
    let names = figure.categories == nil ? "xtics ytics" : "ytics"
    write("set grid \(names) nomxtics nomytics back linetype 1 linecolor rgb '\(Self.grid)' linewidth 1")
    writeAxis("x", geometry.xAxis, offset: "0,0.35")
    writeAxis("y", geometry.yAxis, offset: "0.4,0")
    if let categories = figure.categories {
      write("unset xtics")
      for index in categories.indices.dropFirst() {
        let x = Double(index) - 0.5
        let line = "nohead back linecolor rgb '\(Self.grid)'"
        write("set arrow from first \(x), graph 0 to first \(x), graph 1 \(line)")
      }
    }
    for name in geometry.categoryNames { write(name, .tick, colour: Self.ink) }
    for label in geometry.axisLabels { write(label, .label, colour: Self.ink) }
  }

  private mutating func writeAxis(_ name: String, _ layout: AxisLayout, offset: String) {
    if layout.scale == .log { write("set logscale \(name)") }
    write("set \(name)range [\(layout.range.lowerBound):\(layout.range.upperBound)] noextend")
    let major = layout.ticks.map { "\(Self.literal($0.label)) \($0.value)" }
    let minor = layout.minorTicks.map { "'' \($0) 1" }
    write("set \(name)tics (\((major + minor).joined(separator: ", "))) offset \(offset)")
  }

  private mutating func writeReferences() {
    let style = "nohead back linecolor rgb '#7a7a7a' linewidth 1.2 dashtype (5,4)"
    let (x, y) = (geometry.xAxis.range, geometry.yAxis.range)
    for reference in figure.references {
      switch reference.place {
      case .horizontal(let value) where y.contains(value):
        write("set arrow from graph 0, first \(value) to graph 1, first \(value) \(style)")
      case .vertical(let value) where x.contains(value):
        write("set arrow from first \(value), graph 0 to first \(value), graph 1 \(style)")
      case .diagonal where x.overlaps(y):
        let low = max(x.lowerBound, y.lowerBound)
        let high = min(x.upperBound, y.upperBound)
        write("set arrow from first \(low), first \(low) to first \(high), first \(high) \(style)")
      case .horizontal, .vertical, .diagonal: break
      }
    }
    for label in geometry.referenceLabels { write(label, .small, colour: Self.soft) }
  }

  private mutating func writeLegend() {
    write("unset key")
    for entry in geometry.legend {
      let series = figure.series[entry.series]
      let look = Look(series, at: entry.series)
      let (x, y) = (entry.sampleX, entry.name.y)
      let (start, end) = (x - geometry.sampleWidth / 2, x + geometry.sampleWidth / 2)
      if series.style == .band {
        write(
          "set object rectangle from \(place(start, y - 6)) to \(place(end, y + 6)) \(look.fill)")
      }
      if series.style != .points {
        for (from, to) in look.dashes(from: start, to: end) {
          write("set arrow from \(place(from, y)) to \(place(to, y)) nohead \(look.solidLine)")
        }
      }
      if series.style == .points || series.style == .lineAndPoints {
        write("set label '' at \(place(x, y)) point \(look.colour) \(look.marker)")
      }
      write(entry.name, .tick, colour: Self.ink)
    }
  }

  // MARK: Data

  /// The points of a series that can be drawn, in runs without a gap.
  private func runs(
    of series: Series, at index: Int, where isDrawn: (Point) -> Bool
  ) -> [[Point]] {
    let scale = figure.yAxis.scale
    let count = Double(max(1, figure.series.count))
    let step = min(0.16, 0.7 / count)
    let shift = figure.categories == nil ? 0 : (Double(index) - (count - 1) / 2) * step
    var runs: [[Point]] = [[]]
    for var point in series.points {
      point.lower = clamped(point.lower)
      point.upper = point.upper.flatMap { scale.canShow($0) ? $0 : nil }
      guard geometry.xAxis.scale.canShow(point.x), isDrawn(point) else {
        runs.append([])
        continue
      }
      point.x += shift
      runs[runs.count - 1].append(point)
    }
    return runs.filter { !$0.isEmpty }
  }

  /// The lower end of an interval, on a log axis no lower than the axis.
  private func clamped(_ lower: Double?) -> Double? {
    guard let lower, Axis.Scale.linear.canShow(lower) else { return nil }
    return figure.yAxis.scale == .log ? max(lower, geometry.yAxis.range.lowerBound) : lower
  }

  /// Writes a data block, with a blank line for every gap.
  private mutating func writeBlock(_ name: String, _ runs: [[Point]], _ values: (Point) -> [Double]) {
    write("$\(name) << EOD")
    write(
      runs.map { run in
        run.map { point in values(point).map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n")
      }
      .joined(separator: "\n\n"))
    write("EOD")
  }

  private mutating func writePlot() {
    var bands: [String] = []
    var lines: [String] = []
    for (index, series) in figure.series.enumerated() {
      if series.style == .band { bands += writeBand(of: series, at: index) }
      let bars = series.style == .band ? [] : writeBars(of: series, at: index)
      lines += writePoints(of: series, at: index, bars: bars)
    }
    let all = bands + lines
    write("plot \((all.isEmpty ? ["NaN"] : all).joined(separator: ", \\\n  "))")
  }

  /// Writes the slices of a band; returns its plot element, if it has any.
  private mutating func writeBand(of series: Series, at index: Int) -> [String] {
    let slices = runs(of: series, at: index) { $0.lower != nil && $0.upper != nil }
    guard !slices.isEmpty else { return [] }
    writeBlock("band\(index)", slices) { [$0.x, $0.lower ?? $0.y, $0.upper ?? $0.y] }
    let look = Look(series, at: index)
    return ["$band\(index) using 1:2:3 with filledcurves \(look.fill) \(look.title)"]
  }

  /// Writes the error bars of a series, each as a line; returns their plot element, if it has any.
  private mutating func writeBars(of series: Series, at index: Int) -> [String] {
    let scale = figure.yAxis.scale
    let points = runs(of: series, at: index) {
      scale.canShow($0.y) && ($0.lower != nil || $0.upper != nil)
    }
    guard !points.isEmpty else { return [] }
    let bars = points.joined().map { point in
      [Point(x: point.x, y: point.lower ?? point.y), Point(x: point.x, y: point.upper ?? point.y)]
    }
    writeBlock("bars\(index)", bars) { [$0.x, $0.y] }
    return ["$bars\(index) using 1:2 with lines \(Look(series, at: index).bar) notitle"]
  }

  /// Writes the points of a series; returns their plot elements, with those of the error bars below the
  /// markers and above their rims.
  private mutating func writePoints(of series: Series, at index: Int, bars: [String]) -> [String] {
    let scale = figure.yAxis.scale
    let points = runs(of: series, at: index) { scale.canShow($0.y) }
    guard !points.isEmpty else { return [] }
    writeBlock("points\(index)", points) { [$0.x, $0.y] }
    let look = Look(series, at: index)
    let data = "$points\(index) using 1:2 with"
    let line = "\(data) lines \(look.line) \(look.title)"
    let rims = "\(data) points \(look.rim) notitle"
    let markers = [rims] + bars + ["\(data) points \(look.colour) \(look.marker) \(look.title)"]
    return switch series.style {
    case .line, .band: bars + [line] + writeLonePoints(points, look, at: index)
    case .points: markers
    case .lineAndPoints: [line] + markers
    }
  }
}

extension GnuplotScript {
  /// Writes the points of a line that have a gap on either side, and so no line; returns the plot element
  /// that shows them as dots, if there are any.
  private mutating func writeLonePoints(_ runs: [[Point]], _ look: Look, at index: Int) -> [String] {
    let lone = runs.filter { $0.count == 1 }
    guard !lone.isEmpty else { return [] }
    writeBlock("lone\(index)", lone) { [$0.x, $0.y] }
    return ["$lone\(index) using 1:2 with points \(look.colour) pointtype 7 pointsize 0.35 notitle"]
  }

  /// How a series looks, in gnuplot's words.
  private struct Look {
    /// The name, which gnuplot gives to the series' part of the drawing.
    let title: String
    let colour: String
    let line: String
    /// The line without its dashes, which gnuplot forgets in arrows.
    let solidLine: String
    let bar: String
    private let place: Int
    let marker: String
    /// A white marker that shows as a rim when it lies below `marker`.
    let rim: String
    let fill: String

    init(_ series: Series, at index: Int) {
      place = series.colour ?? index
      title = "title \(GnuplotScript.literal(series.name.printable.replacing("\n", with: " ")))"
      colour = "linecolor rgb '\(Palette.colour(place))'"
      solidLine = "\(colour) linewidth 2"
      line = "\(solidLine) dashtype \(Palette.dash(place))"
      bar = "\(colour) linewidth 1.6"
      let (shape, size) = (Palette.marker(place), Palette.markerSize(place))
      marker = "pointtype \(shape) pointsize \(size)"
      rim = "linecolor rgb '#ffffff' pointtype \(shape) pointsize \(size + 0.25)"
      fill = "fillcolor rgb '\(Palette.colour(place))' fillstyle transparent solid 0.25 noborder"
    }

    /// The dashes of the line between two positions in pixels.
    func dashes(from start: Double, to end: Double) -> [(Double, Double)] {
      let pattern = Palette.dash(place).split { !$0.isNumber }.compactMap { Double($0) }
      guard !pattern.isEmpty else { return [(start, end)] }
      var dashes: [(Double, Double)] = []
      var position = start
      var index = 0
      while position < end {
        let next = min(position + pattern[index % pattern.count], end)
        if index.isMultiple(of: 2) { dashes.append((position, next)) }
        position = next
        index += 1
      }
      return dashes
    }
  }
}
