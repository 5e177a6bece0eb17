/// A figure of a rooted tree as data: what is drawn, not how.
///
/// The drawing has the root at the left, a column for every depth and a row for every leaf. An edge is as wide as the flow
/// through it, but never so thin that it vanishes; an edge and its node are blue where the value is positive, orange where it
/// is negative and grey at 0, on a scale that is symmetric about 0 and ends at the largest magnitude.
public struct TreeFigure: Sendable, Equatable {
  /// A node with the edge from its parent.
  public struct Node: Sendable, Equatable {
    /// What the node is called; the drawing shortens what has more than 28 characters.
    public let label: String
    /// The index of the parent, which comes earlier; nil for the root, which comes first.
    public let parent: Int?
    /// How much passes through the edge from the parent; finite and ≥ 0.
    public let flow: Double
    /// A finite number of either sign.
    public let value: Double
    /// A share in [0, 1] that is drawn as a disc and printed; nil for none.
    public let mark: Double?

    /// A node.
    public init(_ label: String, parent: Int?, flow: Double, value: Double, mark: Double? = nil) {
      self.label = label
      self.parent = parent
      self.flow = flow
      self.value = value
      self.mark = mark
    }
  }

  /// A short name that is safe as a file name, as ``Figure/id``.
  public let id: String
  /// What the figure shows, in a line.
  public let title: String
  /// How to read the figure.
  public let caption: String
  /// Where the numbers come from, in the order in which the labels are shown.
  public let provenance: [Provenance]
  /// The nodes, the root first and every parent before its children; siblings from top to bottom.
  public let nodes: [Node]
  /// What the colour shows.
  public let valueLabel: String
  /// What the width of an edge shows.
  public let flowLabel: String
  /// What a mark shows; empty where no node has one.
  public let markLabel: String

  /// A figure of these nodes.
  ///
  /// - Throws: ``TreeFigureError`` where nodes are no tree or a number lies outside its range.
  public init(
    id: String, title: String, caption: String, provenance: [Provenance], nodes: [Node], valueLabel: String,
    flowLabel: String, markLabel: String = ""
  ) throws {
    try Self.check(nodes)
    self.id = Figure.fileName(id)
    self.title = title
    self.caption = caption
    self.provenance = provenance
    self.nodes = nodes
    self.valueLabel = valueLabel
    self.flowLabel = flowLabel
    self.markLabel = markLabel
  }

  private static func check(_ nodes: [Node]) throws {
    guard !nodes.isEmpty else { throw TreeFigureError.empty }
    for (index, node) in nodes.enumerated() {
      let isInPlace = node.parent.map { (0..<index).contains($0) } ?? (index == 0)
      guard isInPlace else { throw TreeFigureError.parent(node.parent, node: index) }
      guard node.flow >= 0 && node.flow.isFinite else {
        throw TreeFigureError.flow(node.flow, node: index)
      }
      guard node.value.isFinite else { throw TreeFigureError.value(node.value, node: index) }
      if let mark = node.mark, !(0...1).contains(mark) { throw TreeFigureError.mark(mark, node: index) }
    }
  }

  /// The tree as indented text for a terminal: a node a line, with its flow, value and mark to the right.
  ///
  /// A large tree is cut: nodes with a mark above 0 and all on the way to them are always shown, and `lines` others, those
  /// with the most flow first; a line such as "… 12 more" with their flow stands for the rest below a node. An indentation of
  /// more than half of the column loses its left end, and a long label its right one.
  ///
  /// - Parameters:
  ///   - width: of the whole, in characters; below 60 counts as 60.
  ///   - lines: how many nodes without a mark are shown, the root among them.
  public func terminalText(width: Int = 80, lines: Int = 60) -> String {
    TreeText(self, width: width, lines: lines).text
  }

  /// The children of every node, in order.
  var children: [[Int]] {
    var children = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      if let parent = node.parent { children[parent].append(index) }
    }
    return children
  }
}
