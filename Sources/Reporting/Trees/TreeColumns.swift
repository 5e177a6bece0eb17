import Foundation

/// The horizontal part of the layout of a tree: places in pixels from the left edge of the drawing.
struct TreeColumns {
  /// One depth of the tree.
  struct Column {
    var left: Double
    var right: Double
  }

  /// The longest label, in characters.
  static let longestLabel = 28
  /// The space between the edge of a node and its text.
  static let padding = 4.0
  /// The radius of the disc of a mark of 1.
  static let discRadius = 4.5

  private static let narrowestGap = 40.0
  private static let widestGap = 200.0

  /// The depths, the root's first.
  let columns: [Column]

  /// Lays out the columns from `left` on, spread to about `width` where they need less.
  ///
  /// Gaps between columns are wide where edges are steep.
  init(_ figure: TreeFigure, rows: TreeRows, left: Double, width: Double) {
    let count = (rows.depths.max() ?? 0) + 1
    var boxes = [Double](repeating: 0, count: count)
    var gaps = [Double](repeating: Self.narrowestGap, count: count)
    gaps[count - 1] = 0
    for (index, node) in figure.nodes.enumerated() {
      let depth = rows.depths[index]
      boxes[depth] = max(boxes[depth], Self.boxWidth(of: node))
      guard node.parent != nil else { continue }
      let climb = abs(rows.centres[index] - rows.starts[index])
      gaps[depth - 1] = max(gaps[depth - 1], min(0.45 * climb, 110))
    }
    let missing = width - boxes.reduce(0, +) - gaps.reduce(0, +)
    if missing > 0 && count > 1 {
      let share = missing / Double(count - 1)
      for depth in 0..<count - 1 { gaps[depth] = min(max(gaps[depth], Self.widestGap), gaps[depth] + share) }
    }
    var x = left
    columns = boxes.indices.map { depth in
      let column = Column(left: x, right: x + boxes[depth])
      x = column.right + gaps[depth]
      return column
    }
  }

  /// The width of a node: about that of its label and mark, with some space.
  static func boxWidth(of node: TreeFigure.Node) -> Double {
    let label = shortened(node.label)
    let width = label.isEmpty ? 6 : FigureGeometry.width(of: label, .node) + 2 * padding
    return width + (node.mark.map { 2 * discRadius + 3 + numberWidth(of: $0) + padding } ?? 0)
  }

  /// About the width of a mark as a number.
  static func numberWidth(of mark: Double) -> Double {
    FigureGeometry.width(of: text(of: mark), .node)
  }

  /// A label as it is drawn: on one line, and cut where it is too long.
  static func shortened(_ label: String) -> String {
    let line = FigureGeometry.oneLine(label)
    return line.count > longestLabel ? line.prefix(longestLabel - 1) + "…" : line
  }

  /// A mark as a number of at most four characters.
  static func text(of mark: Double) -> String {
    mark == 0 ? "0" : mark < 0.005 ? "<.01" : String(format: "%.2f", mark)
  }
}
