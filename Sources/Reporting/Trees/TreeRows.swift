/// The vertical part of the layout of a tree: heights in pixels, places in pixels below the top of the tree.
///
/// Every subtree has a strip of its own, so that nodes of one depth, and edges between two depths, never overlap unless one
/// hangs on the other.
struct TreeRows {
  /// The height of the row of a leaf whose edge is thin.
  static let rowHeight = 15.0
  /// The height of a node whose edges are thin; room for a line of text.
  static let boxHeight = 13.0
  /// The width of the edge with the largest flow.
  static let widest = 44.0
  /// The width of an edge with next to no flow.
  static let narrowest = 1.0

  /// The nodes, every parent before its children and every subtree in one piece, from top to bottom.
  let order: [Int]
  let depths: [Int]
  /// The widths of the edges: proportional to the flow where that is wide enough.
  let widths: [Double]
  /// The heights of the nodes, which hold the edge that comes and those that go.
  let heights: [Double]
  /// The middles of the nodes.
  let centres: [Double]
  /// Where edges leave their parents, the middle of the edge; meaningless for the root.
  let starts: [Double]
  /// The height of the whole tree.
  let height: Double

  init(_ figure: TreeFigure) {
    let nodes = figure.nodes
    let children = figure.children
    let largest = nodes.map(\.flow).max() ?? 0
    let widths = nodes.map { node in
      largest > 0 ? max(Self.narrowest, Self.widest * node.flow / largest) : Self.narrowest
    }
    let leaving = children.map { $0.reduce(0) { $0 + widths[$1] } }
    let heights = nodes.indices.map { max(Self.boxHeight, widths[$0], leaving[$0]) }
    let order = Self.order(children)

    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      if let parent = node.parent { depths[index] = depths[parent] + 1 }
    }

    var strips = heights.map { max(Self.rowHeight, $0 + 2) }
    for index in order.reversed() {
      let below = children[index].reduce(0) { $0 + strips[$1] }
      strips[index] = max(strips[index], below)
    }

    var tops = [Double](repeating: 0, count: nodes.count)
    for index in order {
      let below = children[index].reduce(0) { $0 + strips[$1] }
      var top = tops[index] + (strips[index] - below) / 2
      for child in children[index] {
        tops[child] = top
        top += strips[child]
      }
    }

    var centres = [Double](repeating: 0, count: nodes.count)
    var starts = centres
    for index in order.reversed() {
      centres[index] = tops[index] + strips[index] / 2
      if let first = children[index].first, let last = children[index].last {
        centres[index] = (centres[first] + centres[last]) / 2
      }
      var start = centres[index] - leaving[index] / 2
      for child in children[index] {
        starts[child] = start + widths[child] / 2
        start += widths[child]
      }
    }
    (self.order, self.depths, self.widths, self.heights) = (order, depths, widths, heights)
    (self.centres, self.starts, height) = (centres, starts, strips[0])
  }

  private static func order(_ children: [[Int]]) -> [Int] {
    var order: [Int] = []
    var open = [0]
    while let node = open.popLast() {
      order.append(node)
      open += children[node].reversed()
    }
    return order
  }
}
