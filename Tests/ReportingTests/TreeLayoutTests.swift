import Reporting
import Testing

@Suite("The layout of trees")
struct TreeLayoutTests {
  private static func layout(_ figure: TreeFigure, width: Int = 680) -> TreeLayout {
    TreeLayout(figure, width: width, titled: true)
  }

  private static func pairs<Item>(_ items: [Item]) -> [(Item, Item)] {
    items.indices.flatMap { index in items[(index + 1)...].map { (items[index], $0) } }
  }

  @Test func nodesDoNotOverlap() throws {
    for figure in try SampleTrees.all() {
      let layout = Self.layout(figure)
      #expect(layout.boxes.count == figure.nodes.count)
      let outside = layout.boxes.filter { box in
        box.left < 0 || box.right > layout.width || box.bottom < 0 || box.top > layout.height
      }
      #expect(outside.isEmpty)
      let overlapping = Self.pairs(layout.boxes).filter { box, other in
        box.left < other.right && other.left < box.right && box.bottom < other.top && other.bottom < box.top
      }
      #expect(overlapping.isEmpty)
    }
  }

  /// Text is found in the script itself: names of nodes, numbers of marks, legend, title and provenance.
  @Test func textsDoNotOverlap() throws {
    for figure in try SampleTrees.all() {
      let texts = PlacedLabel.all(in: TreeScript(figure: figure, width: 680, titled: true).text)
      let named = figure.nodes.filter { !$0.label.isEmpty }.count
      let marked = figure.nodes.filter { $0.mark != nil }.count
      let colours = figure.nodes.contains { $0.value != 0 } ? 3 : 1
      let widths = figure.nodes.contains { $0.flow > 0 } ? 3 : 1
      // With title, provenance and the names of two or three quantities.
      #expect(texts.count == named + marked + colours + widths + (marked > 0 ? 3 + 5 : 4))
      let overlapping = Self.pairs(texts).filter { $0.overlaps($1) }
      #expect(overlapping.isEmpty)
    }
  }

  @Test func edgesAreAsWideAsTheirFlow() throws {
    for figure in try SampleTrees.all() {
      let layout = Self.layout(figure)
      let largest = figure.nodes.map(\.flow).max() ?? 0
      #expect(layout.bands.map(\.node).sorted() == Array(1..<figure.nodes.count))
      for band in layout.bands {
        let flow = figure.nodes[band.node].flow
        let width = largest > 0 ? 44 * flow / largest : 0
        #expect(abs(band.width - max(1, width)) <= 1e-12)
      }
    }
  }

  /// At every place between two columns, all edges there are side by side, siblings or not.
  @Test func edgesDoNotCross() throws {
    for figure in try SampleTrees.all() {
      let gaps = Dictionary(grouping: Self.layout(figure).bands, by: \.bend)
      let pairs = gaps.values.flatMap(Self.pairs)
      let crossing = pairs.filter { band, other in
        let (upper, lower) = band.start > other.start ? (band, other) : (other, band)
        let room = (upper.width + lower.width) / 2 - 1e-9
        return (0...20).contains { step in
          upper.middle(at: Double(step) / 20) - lower.middle(at: Double(step) / 20) < room
        }
      }
      #expect(crossing.isEmpty)
    }
  }

  @Test func edgesLeaveAndReachTheirNodes() throws {
    for figure in try SampleTrees.all() {
      let layout = Self.layout(figure)
      for band in layout.bands {
        let parent = layout.boxes[try #require(figure.nodes[band.node].parent)]
        let node = layout.boxes[band.node]
        #expect(band.left == parent.right && band.right == node.left)
        #expect(band.left <= band.bend && band.bend + 40 <= band.right)
        #expect(band.start + band.width / 2 <= parent.top + 1e-9)
        #expect(band.start - band.width / 2 >= parent.bottom - 1e-9)
        #expect(abs(band.end - node.middle) <= 1e-9 && node.top - node.bottom >= band.width - 1e-9)
      }
    }
  }

  @Test func leavesHaveARowEachInOrder() throws {
    let layout = Self.layout(try SampleTrees.star(200))
    for (upper, lower) in zip(layout.boxes.dropFirst(), layout.boxes.dropFirst(2)) {
      #expect(abs(upper.middle - lower.middle - 15) <= 1e-9)
    }
    #expect(layout.height > 200 * 15 && layout.height < 200 * 15 + 150)
  }

  @Test func parentsAreCentredOnTheirChildren() throws {
    for figure in try SampleTrees.all() {
      let boxes = Self.layout(figure).boxes
      let children = Dictionary(grouping: figure.nodes.indices.dropFirst()) { figure.nodes[$0].parent ?? 0 }
      for (parent, children) in children {
        let (first, last) = try (#require(children.first), #require(children.last))
        #expect(abs(boxes[parent].middle - (boxes[first].middle + boxes[last].middle) / 2) <= 1e-9)
      }
    }
  }

  @Test func depthGoesToTheRight() throws {
    let boxes = Self.layout(try SampleTrees.chain(50)).boxes
    #expect(zip(boxes, boxes.dropFirst()).allSatisfy { $0.right < $1.left })
    #expect(boxes.allSatisfy { abs($0.middle - boxes[0].middle) <= 1e-9 })
  }

  @Test func aWiderDrawingSpreadsTheColumns() throws {
    let figure = try SampleTrees.small()
    let narrow = Self.layout(figure, width: 1)
    let wide = Self.layout(figure, width: 900)
    #expect(narrow.width >= 400 && wide.width == 900)
    #expect(narrow.boxes[4].left < wide.boxes[4].left)
    #expect(Self.layout(try SampleTrees.chain(50)).width > 50 * 40)
  }

  @Test func longLabelsAreCut() throws {
    let figure = try SampleTrees.figure([
      .init(String(repeating: "x", count: 28), parent: nil, flow: 1, value: 0),
      .init(String(repeating: "y", count: 29), parent: 0, flow: 1, value: 0),
      .init("two\nlines\tand\u{1B} more", parent: 0, flow: 1, value: 0),
    ])
    #expect(
      Self.layout(figure).boxes.map(\.label) == [
        String(repeating: "x", count: 28), String(repeating: "y", count: 27) + "…", "two lines and more",
      ])
  }
}

/// A line of text of a script, with about the space that it takes.
private struct PlacedLabel: CustomStringConvertible {
  let description: String
  private let horizontal: ClosedRange<Double>
  private let vertical: ClosedRange<Double>

  private init(text: Substring, x: Double, y: Double, alignment: Substring, size: Double) {
    // Narrower than the layout's own estimate, as letters are.
    let width = Double(text.count) * size * 0.5
    let left = alignment == "left" ? x : alignment == "right" ? x - width : x - width / 2
    description = "'\(text)' at \(left), \(y)"
    horizontal = left...left + width
    vertical = y - size * 0.45...y + size * 0.45
  }

  static func all(in script: String) -> [PlacedLabel] {
    script.split(separator: "\n").compactMap { line in
      let pattern =
        /set label '(.*)' at ([0-9.]+),([0-9.]+) (left|right|center) front font '[a-z-]+,([0-9]+)' .*/
      guard let match = line.wholeMatch(of: pattern), let x = Double(match.2), let y = Double(match.3),
        let size = Double(match.5)
      else { return nil }
      return PlacedLabel(text: match.1, x: x, y: y, alignment: match.4, size: size)
    }
  }

  func overlaps(_ other: PlacedLabel) -> Bool {
    horizontal.overlaps(other.horizontal) && vertical.overlaps(other.vertical)
  }
}
