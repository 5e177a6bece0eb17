import Foundation

/// A figure of a tree in characters: a node a line, in the order of the drawing, with columns of numbers to the right.
struct TreeText {
  /// A line that is still to be written, with the indentation of itself and of the lines below it.
  private enum Entry {
    case node(Int, head: String, below: String)
    case folded([Int], head: String)
  }

  private static let numberWidth = 10

  private let figure: TreeFigure
  private let children: [[Int]]
  private let isShown: [Bool]
  private let width: Int
  private let labelWidth: Int
  private let hasMarks: Bool

  init(_ figure: TreeFigure, width: Int, lines: Int) {
    self.figure = figure
    children = figure.children
    isShown = Self.shown(figure, lines: lines)
    hasMarks = figure.nodes.contains { $0.mark != nil }
    self.width = max(60, width)
    labelWidth = self.width - (hasMarks ? 3 : 2) * Self.numberWidth
  }

  var text: String {
    var lines = ["\(FigureGeometry.oneLine(figure.title))  [\(figure.provenance.line)]"]
    lines += legend.wrapped(to: width)
    lines += ["", row("", ["flow", "value"] + (hasMarks ? ["mark"] : []))]
    var open = [Entry.node(0, head: "", below: "")]
    while let entry = open.popLast() {
      switch entry {
      case .folded(let nodes, let head):
        let count = nodes.reduce(0) { $0 + size(of: $1) }
        lines.append(row(head + "… \(count) more", [number(nodes.reduce(0) { $0 + figure.nodes[$1].flow })]))
      case .node(let index, let head, let below):
        lines.append(line(of: figure.nodes[index], head: head))
        open += entries(below: index, indentation: below).reversed()
      }
    }
    return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
  }

  private var legend: String {
    let marks = hasMarks ? " · mark: \(figure.markLabel)" : ""
    return FigureGeometry.oneLine("flow: \(figure.flowLabel) · value: \(figure.valueLabel)\(marks)")
  }

  private func entries(below node: Int, indentation: String) -> [Entry] {
    let shown = children[node].filter { isShown[$0] }
    let folded = children[node].filter { !isShown[$0] }
    var entries = shown.enumerated().map { place, child in
      let isLast = place == shown.count - 1 && folded.isEmpty
      return Entry.node(
        child, head: indentation + (isLast ? "└─ " : "├─ "), below: indentation + (isLast ? "   " : "│  "))
    }
    if !folded.isEmpty { entries.append(.folded(folded, head: indentation + "└─ ")) }
    return entries
  }

  private func line(of node: TreeFigure.Node, head: String) -> String {
    // An indentation that leaves no room for the label loses its left end.
    let room = labelWidth / 2
    let indentation = head.count > room ? "…" + head.suffix(room - 1) : head
    let label = FigureGeometry.oneLine(node.label)
    let value = (node.value > 0 ? "+" : "") + number(node.value)
    return row(
      indentation + (label.isEmpty ? "•" : label),
      [number(node.flow), value] + (node.mark.map { [number($0)] } ?? []))
  }

  private func row(_ label: String, _ numbers: [String]) -> String {
    let fitting = label.count > labelWidth ? label.prefix(labelWidth - 1) + "…" : label
    return fitting.padded(to: labelWidth, .leading)
      + numbers.map { $0.padded(to: Self.numberWidth, .trailing) }.joined()
  }

  private func number(_ value: Double) -> String {
    String(format: "%.3g", value).replacing("-", with: "−")
  }

  private func size(of node: Int) -> Int {
    var count = 0
    var open = [node]
    while let next = open.popLast() {
      count += 1
      open += children[next]
    }
    return count
  }

  /// Which nodes have lines of their own.
  private static func shown(_ figure: TreeFigure, lines: Int) -> [Bool] {
    let nodes = figure.nodes
    var isShown = [Bool](repeating: false, count: nodes.count)
    func hiddenPath(to node: Int) -> [Int] {
      var path: [Int] = []
      var current: Int? = node
      while let index = current, !isShown[index] {
        path.append(index)
        current = nodes[index].parent
      }
      return path
    }
    isShown[0] = true
    for (index, node) in nodes.enumerated() where (node.mark ?? 0) > 0 {
      for step in hiddenPath(to: index) { isShown[step] = true }
    }
    var left = lines - 1
    for index in nodes.indices.sorted(by: { (nodes[$0].flow, $1) > (nodes[$1].flow, $0) }) {
      let path = hiddenPath(to: index)
      guard path.count <= left else { continue }
      for step in path { isShown[step] = true }
      left -= path.count
    }
    return isShown
  }
}
