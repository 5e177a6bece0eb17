/// Where the parts of a figure of a tree lie, in pixels from the bottom left corner.
package struct TreeLayout {
  /// A node: a box with its label and mark.
  package struct Box: Equatable {
    package let left: Double
    package let right: Double
    package let bottom: Double
    package let top: Double
    /// The label as it is drawn.
    package let label: String

    package var middle: Double { (bottom + top) / 2 }
  }

  /// An edge from a parent's right side, level to the end of the parent's column and then bent, to a node's left side.
  package struct Band: Equatable {
    package let node: Int
    package let left: Double
    /// Where the column of the parent ends.
    package let bend: Double
    package let right: Double
    /// The middle of the band where it leaves the parent.
    package let start: Double
    /// The middle of the band where it reaches the node.
    package let end: Double
    package let width: Double

    /// The middle of the band at a share of the way from the bend to the right: level at both ends.
    package func middle(at share: Double) -> Double {
      start + (end - start) * share * share * (3 - 2 * share)
    }
  }

  package let width: Double
  package let height: Double
  package let boxes: [Box]
  /// One band for every node but the root.
  package let bands: [Band]
  let title: [FigureGeometry.PlacedText]
  let provenance: FigureGeometry.PlacedText
  let legend: TreeLegend

  private static let margin = 16.0

  /// Lays out a figure.
  ///
  /// - Parameters:
  ///   - figure: the figure.
  ///   - width: the least width, at least 400; a tree that needs more gets more.
  ///   - titled: whether there is a title.
  package init(_ figure: TreeFigure, width: Int, titled: Bool) {
    let least = Double(max(400, width))
    let rows = TreeRows(figure)
    let columns = TreeColumns(figure, rows: rows, left: Self.margin, width: least - 2 * Self.margin).columns
    let treeRight = max(least - Self.margin, columns.last?.right ?? 0)
    let legend = TreeLegend(figure, left: Self.margin, right: treeRight)
    let drawingWidth = (max(treeRight, legend.right) + Self.margin).rounded(.up)
    let provenance = figure.provenance.line
    let titleSpace = drawingWidth - FigureGeometry.width(of: provenance, .small) - 2 * Self.margin - 24
    let lines = titled ? FigureGeometry.lines(figure.title, .title, in: titleSpace) : []
    let header = 12 + Double(max(1, lines.count)) * FigureGeometry.height(.title)
    let drawingHeight = (header + legend.height + 14 + rows.height + Self.margin).rounded(.up)
    let treeTop = drawingHeight - header - legend.height - 14

    self.width = drawingWidth
    height = drawingHeight
    title = lines.enumerated().map { line, text in
      .init(
        text: text, x: Self.margin, y: drawingHeight - 18 - Double(line) * FigureGeometry.height(.title),
        alignment: "left")
    }
    self.provenance = .init(
      text: provenance, x: drawingWidth - Self.margin, y: drawingHeight - 18, alignment: "right")
    self.legend = legend.moved(up: drawingHeight - header - legend.height)
    let boxes = figure.nodes.enumerated().map { index, node in
      let left = columns[rows.depths[index]].left
      let middle = treeTop - rows.centres[index]
      return Box(
        left: left, right: left + TreeColumns.boxWidth(of: node), bottom: middle - rows.heights[index] / 2,
        top: middle + rows.heights[index] / 2, label: TreeColumns.shortened(node.label))
    }
    self.boxes = boxes
    bands = rows.order.compactMap { index in
      guard let parent = figure.nodes[index].parent else { return nil }
      return Band(
        node: index, left: boxes[parent].right, bend: columns[rows.depths[parent]].right,
        right: boxes[index].left,
        start: treeTop - rows.starts[index], end: treeTop - rows.centres[index], width: rows.widths[index])
    }
  }
}
