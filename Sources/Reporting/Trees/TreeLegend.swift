import Foundation

/// The legend of a figure of a tree: what colour, width and marks mean, side by side where there is room.
struct TreeLegend {
  /// One quantity: its name and, below it, samples.
  private struct Block {
    var name: String
    var samplesWidth: Double
    /// The samples, about a level at 0, from 0 to the right.
    var samples: [Shape]

    var width: Double { max(samplesWidth, FigureGeometry.width(of: name, .small)) }
  }

  private(set) var shapes: [Shape]
  let right: Double
  let height: Double

  private static let samplesHeight = TreeRows.widest + 4
  private static let blockHeight = FigureGeometry.height(.small) + 4 + samplesHeight
  private static let space = 34.0

  /// The legend between two sides of the drawing, wider where one block needs it, above the level 0.
  init(_ figure: TreeFigure, left: Double, right limit: Double) {
    let scale = DivergingScale(values: figure.nodes.map(\.value))
    var blocks = [
      Self.colours(scale, named: FigureGeometry.oneLine(figure.valueLabel)),
      Self.widths(upTo: figure.nodes.map(\.flow).max() ?? 0, named: FigureGeometry.oneLine(figure.flowLabel)),
    ]
    if figure.nodes.contains(where: { $0.mark != nil }) {
      blocks.append(Self.marks(named: FigureGeometry.oneLine(figure.markLabel)))
    }
    var rows: [[Block]] = [[]]
    var x = left
    for block in blocks {
      if x > left && x + block.width > limit {
        rows.append([])
        x = left
      }
      rows[rows.count - 1].append(block)
      x += block.width + Self.space
    }
    height = Double(rows.count) * Self.blockHeight + Double(rows.count - 1) * 8
    var shapes: [Shape] = []
    var right = left
    for (row, blocks) in rows.enumerated() {
      let bottom = height - Self.blockHeight - Double(row) * (Self.blockHeight + 8)
      var x = left
      for block in blocks {
        let name = FigureGeometry.PlacedText(
          text: block.name, x: x, y: bottom + Self.blockHeight - FigureGeometry.height(.small) / 2,
          alignment: "left")
        shapes.append(.text(name, .small, colour: GnuplotScript.ink))
        shapes += block.samples.map { $0.moved(x: x, y: bottom + Self.samplesHeight / 2) }
        right = max(right, x + block.width)
        x += block.width + Self.space
      }
    }
    self.shapes = shapes
    self.right = right
  }

  /// The legend at another level.
  func moved(up distance: Double) -> TreeLegend {
    var moved = self
    moved.shapes = shapes.map { $0.moved(x: 0, y: distance) }
    return moved
  }

  private static func colours(_ scale: DivergingScale, named name: String) -> Block {
    let (steps, step) = (33, 5.0)
    let width = Double(steps) * step
    // Each step reaches to the right end, so that no gap shows between it and the next.
    var shapes: [Shape] = (0..<steps).map { index in
      let share = Double(index) / Double(steps - 1) * 2 - 1
      return .rectangle(
        left: Double(index) * step, right: width, bottom: 0, top: 12,
        colour: scale.colour(of: share * scale.limit))
    }
    let numbers: [(Double, Double, String)] =
      scale.limit > 0
      ? [(0, -scale.limit, "left"), (width / 2, 0, "center"), (width, scale.limit, "right")]
      : [(width / 2, 0, "center")]
    for (x, value, alignment) in numbers {
      shapes.append(text(number(value, signed: true), x: x, y: -9, alignment: alignment))
    }
    return Block(name: name, samplesWidth: width, samples: shapes)
  }

  private static func widths(upTo largest: Double, named name: String) -> Block {
    let smallest = TreeRows.narrowest / TreeRows.widest
    let shares = largest > 0 ? [1, 0.25, smallest] : [smallest]
    var shapes: [Shape] = []
    var x = 0.0
    for share in shares {
      let width = TreeRows.widest * share
      let isLeast = share == smallest
      shapes.append(
        .rectangle(left: x, right: x + 30, bottom: -width / 2, top: width / 2, colour: "#a6a6a6"))
      let number = (isLeast && largest > 0 ? "≤ " : "") + number(share * largest, signed: false)
      shapes.append(text(number, x: x + 36, y: 0, alignment: "left"))
      x += 36 + FigureGeometry.width(of: number, .small) + 14
    }
    return Block(name: name, samplesWidth: x - 14, samples: shapes)
  }

  private static func marks(named name: String) -> Block {
    var shapes: [Shape] = []
    var x = 0.0
    for mark in [0.1, 0.5, 1] {
      let radius = TreeColumns.discRadius
      shapes += Shape.mark(mark, x: x + radius, y: 0, colour: GnuplotScript.ink)
      let number = number(mark, signed: false)
      shapes.append(text(number, x: x + 2 * radius + 6, y: 0, alignment: "left"))
      x += 2 * radius + 6 + FigureGeometry.width(of: number, .small) + 16
    }
    return Block(name: name, samplesWidth: x - 16, samples: shapes)
  }

  private static func text(_ text: String, x: Double, y: Double, alignment: String) -> Shape {
    .text(.init(text: text, x: x, y: y, alignment: alignment), .small, colour: GnuplotScript.soft)
  }

  private static func number(_ value: Double, signed: Bool) -> String {
    let text = String(format: signed && value > 0 ? "%+.2g" : "%.2g", value)
    return text.replacing("-", with: "−")
  }
}
