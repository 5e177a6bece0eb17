import Foundation

/// A figure of a tree as a gnuplot script that prints an SVG document or a page of PDF.
///
/// The layout is computed here; the script draws areas and text on axes that count pixels.
package struct TreeScript {
  /// The script.
  package private(set) var text = ""

  /// Writes the script for a drawing of at least this width in pixels.
  package init(figure: TreeFigure, width: Int, titled: Bool, document: GnuplotScript.Document = .svg) {
    let layout = TreeLayout(figure, width: width, titled: titled)
    let sides = ["lmargin at screen 0", "rmargin at screen 1", "bmargin at screen 0", "tmargin at screen 1"]
    text = GnuplotScript.canvas(document, width: layout.width, height: layout.height)
    for side in sides { write("set \(side)") }
    write("set xrange [0:\(layout.width)] noextend")
    write("set yrange [0:\(layout.height)] noextend")
    for part in ["border", "tics", "key"] { write("unset \(part)") }
    for line in layout.title {
      write(.text(line, .title, colour: GnuplotScript.ink, isBold: true))
    }
    write(.text(layout.provenance, .small, colour: GnuplotScript.soft))
    for shape in layout.legend.shapes + Self.shapes(of: figure, layout) { write(shape) }
    write("plot NaN")
  }

  private mutating func write(_ line: String) {
    text += line + "\n"
  }

  /// The tree itself: edges below nodes.
  private static func shapes(of figure: TreeFigure, _ layout: TreeLayout) -> [Shape] {
    let scale = DivergingScale(values: figure.nodes.map(\.value))
    var shapes = layout.bands.map { band in
      Shape.area(outline(of: band), colour: scale.colour(of: figure.nodes[band.node].value))
    }
    for (node, box) in zip(figure.nodes, layout.boxes) {
      shapes.append(
        .rectangle(
          left: box.left, right: box.right, bottom: box.bottom, top: box.top,
          colour: scale.colour(of: node.value), isFramed: true))
      let ink = scale.ink(on: node.value)
      shapes.append(
        .text(
          .init(text: box.label, x: box.left + TreeColumns.padding, y: box.middle, alignment: "left"), .node,
          colour: ink))
      guard let mark = node.mark else { continue }
      let number = box.right - TreeColumns.padding - TreeColumns.numberWidth(of: mark)
      shapes.append(
        .text(
          .init(text: TreeColumns.text(of: mark), x: number, y: box.middle, alignment: "left"), .node,
          colour: ink))
      let x = number - 3 - TreeColumns.discRadius
      shapes += Shape.mark(mark, x: x, y: box.middle, colour: ink)
    }
    return shapes
  }

  private static func outline(of band: TreeLayout.Band) -> [(x: Double, y: Double)] {
    let steps = abs(band.end - band.start) < 0.25 ? 1 : 20
    let bent: [(x: Double, y: Double)] = (0...steps).map { step in
      let share = Double(step) / Double(steps)
      return (band.bend + (band.right - band.bend) * share, band.middle(at: share))
    }
    let middle = (band.left < band.bend ? [(band.left, band.start)] : []) + bent
    // The rim adds half a pixel on either side.
    let half = max(0, band.width - GnuplotScript.rim) / 2
    return middle.map { ($0.x, $0.y + half) } + middle.reversed().map { ($0.x, $0.y - half) }
  }

  private mutating func write(_ shape: Shape) {
    func number(_ value: Double) -> String { String(format: "%.2f", value) }
    func path(_ points: [(x: Double, y: Double)]) -> String {
      (points + points.prefix(1)).map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " to ")
    }
    switch shape {
    case .area(let points, let colour):
      write(
        "set object polygon from \(path(points)) fillcolor rgb '\(colour)' fillstyle solid 1 "
          + "border linecolor rgb '\(colour)' linewidth \(GnuplotScript.rim)")
    case .outline(let points, let colour):
      write(
        "set object polygon from \(path(points)) fillstyle empty border linecolor rgb '\(colour)' "
          + "linewidth 0.8")
    case .rectangle(let left, let right, let bottom, let top, let colour, let isFramed):
      write(
        "set object rectangle from \(number(left)),\(number(bottom)) to \(number(right)),\(number(top)) "
          + "fillcolor rgb '\(colour)' fillstyle solid 1 \(isFramed ? "border linecolor rgb '#ffffff' linewidth 1" : "noborder")"
      )
    case .text(let placed, let kind, let colour, let isBold):
      guard !placed.text.isEmpty else { return }
      let font = isBold ? GnuplotScript.bold : GnuplotScript.regular
      write(
        "set label \(GnuplotScript.literal(placed.text)) at \(number(placed.x)),\(number(placed.y)) "
          + "\(placed.alignment) front font '\(font),\(kind.rawValue)' textcolor rgb '\(colour)'")
    }
  }
}
