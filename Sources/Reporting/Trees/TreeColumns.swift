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
  /// The space for the number of a mark.
  static let numberWidth = 4 * FigureGeometry.Kind.node.size * 0.55

  private static let markWidth = 2 * discRadius + 3 + numberWidth + padding
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
    var hasMarks = [Bool](repeating: false, count: count)
    var gaps = [Double](repeating: Self.narrowestGap, count: count)
    gaps[count - 1] = 0
    for (index, node) in figure.nodes.enumerated() {
      let depth = rows.depths[index]
      boxes[depth] = max(boxes[depth], Self.boxWidth(of: Self.shortened(node.label)))
      if node.mark != nil { hasMarks[depth] = true }
      guard node.parent != nil else { continue }
      let climb = abs(rows.centres[index] - rows.starts[index])
      gaps[depth - 1] = max(gaps[depth - 1], min(0.45 * climb, 110))
    }
    for depth in boxes.indices where hasMarks[depth] { boxes[depth] += Self.markWidth }
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

  /// About the width of a node with this label and no mark.
  static func boxWidth(of label: String) -> Double {
    label.isEmpty ? 6 : FigureGeometry.width(of: label, .node) + 2 * padding
  }

  /// A label as it is drawn: on one line, and cut where it is too long.
  static func shortened(_ label: String) -> String {
    let line = label.printable.replacing("\n", with: " ")
    return line.count > longestLabel ? line.prefix(longestLabel - 1) + "…" : line
  }

  /// A mark as a number of at most four characters.
  static func text(of mark: Double) -> String {
    mark == 0 ? "0" : mark < 0.005 ? "<.01" : String(format: "%.2f", mark)
  }
}
