import Foundation
import Reporting
import Testing

@Suite("Figures of trees")
struct TreeFigureTests {
  private static let root = TreeFigure.Node("r", parent: nil, flow: 1, value: 0)

  private static let badNodes: [([TreeFigure.Node], String)] = [
    ([], "a figure of a tree has no nodes; give at least its root"),
    (
      [root, root],
      "node 1 has no parent; only node 0, the root, has none, and the parent of any other node must come before it"
    ),
    (
      [root, .init("a", parent: 1, flow: 1, value: 0)],
      "node 1 has parent 1; only node 0, the root, has none, and the parent of any other node must come before it"
    ),
    (
      [.init("a", parent: 0, flow: 1, value: 0)],
      "node 0 has parent 0; only node 0, the root, has none, and the parent of any other node must come before it"
    ),
    (
      [root, .init("a", parent: 0, flow: -1, value: 0)],
      "the flow of node 1 is -1.0; it must be a finite number, 0 or more"
    ),
    (
      [.init("a", parent: nil, flow: .nan, value: 0)],
      "the flow of node 0 is nan; it must be a finite number, 0 or more"
    ),
    (
      [.init("a", parent: nil, flow: 0, value: .infinity)],
      "the value of node 0 is inf; it must be a finite number"
    ),
    (
      [.init("a", parent: nil, flow: 0, value: 0, mark: 1.5)],
      "the mark of node 0 is 1.5; it must be between 0 and 1"
    ),
    (
      [.init("a", parent: nil, flow: 0, value: 0, mark: .nan)],
      "the mark of node 0 is nan; it must be between 0 and 1"
    ),
  ]

  @Test(arguments: badNodes)
  func badNodesAreRefused(nodes: [TreeFigure.Node], message: String) throws {
    let error = try #require(throws: TreeFigureError.self) { try SampleTrees.figure(nodes) }
    #expect(error.description == message && error.localizedDescription == message)
  }

  @Test func theNameIsSafeAsAFileName() throws {
    #expect(try SampleTrees.small().id == "a-tree")
  }

  @Test("The same figure gives the same bytes, with its text as it is", .enabled(if: Gnuplot.locate() != nil))
  func drawing() throws {
    let gnuplot = try #require(Gnuplot.locate())
    let figure = try SampleTrees.figure(
      [
        .init(#"<& "it's" {x}_2"#, parent: nil, flow: 1, value: 0),
        .init("`date` @x %d $y \\n", parent: 0, flow: 1, value: 0),
      ], title: "Trees & <more>")
    let svg = try gnuplot.svg(figure)
    let untitled = try gnuplot.svg(figure, titled: false)
    #expect(try gnuplot.svg(figure) == svg)
    #expect(svg.contains("<title>Trees &amp; &lt;more&gt;</title>"))
    #expect(svg.contains(#"&lt;&amp; "it's" {x}_2</text>"#))
    #expect(svg.contains("`date` @x %d $y \\n</text>"))
    #expect(svg.contains("exact</text>") && svg.contains("font-weight=\"bold\""))
    #expect(svg.contains("&lt;more>") && !untitled.contains("&lt;more>"))
  }

  @Test("Every kind of tree is drawn, on screen and on paper", .enabled(if: Gnuplot.locate() != nil))
  func kinds() throws {
    let gnuplot = try #require(Gnuplot.locate())
    for figure in try SampleTrees.all() {
      #expect(try gnuplot.svg(figure).contains("</svg>"))
    }
    #expect(try gnuplot.pdf(try SampleTrees.scattered(seed: 1)).starts(with: Data("%PDF".utf8)))
    #expect(throws: GnuplotError.notInstalled) {
      try Gnuplot(executable: URL(filePath: "/nowhere/gnuplot")).pdf(try SampleTrees.small())
    }
  }

  @Test func scriptHasAnAreaForEveryEdgeAndABoxForEveryNode() throws {
    for figure in try SampleTrees.all() {
      let text = TreeScript(figure: figure, width: 680, titled: false).text
      #expect(text == TreeScript(figure: figure, width: 680, titled: false).text)
      let areas = text.matches(of: /set object polygon .* fillstyle solid/).count
      let discs = figure.nodes.filter { ($0.mark ?? 0) > 0 }.count
      let hasMarks = figure.nodes.contains { $0.mark != nil }
      #expect(areas == figure.nodes.count - 1 + discs + (hasMarks ? 3 : 0))
      // 33 steps of colour, and 3 widths or, without any flow, 1.
      let widths = figure.nodes.contains { $0.flow > 0 } ? 3 : 1
      #expect(text.matches(of: /set object rectangle/).count == figure.nodes.count + 33 + widths)
      #expect(!text.contains("nan") && !text.contains("inf"))
    }
  }
}

@Suite("Colours on both sides of 0")
struct DivergingScaleTests {
  @Test func endsAndMiddle() {
    let scale = DivergingScale(values: [0.1, -0.4, 0.2])
    #expect(scale.limit == 0.4)
    #expect(scale.colour(of: 0.4) == "#0072b2" && scale.colour(of: -0.4) == "#d55e00")
    #expect(scale.colour(of: 0) == "#d9d9d9" && scale.colour(of: 7) == scale.colour(of: 0.4))
    // Half of the way at a quarter of the magnitude: (217 + 0)/2, (217 + 114)/2, (217 + 178)/2.
    #expect(scale.colour(of: 0.1) == "#6da6c6")
    #expect(DivergingScale(values: [0, 0]).colour(of: 0) == "#d9d9d9")
    #expect(DivergingScale(values: []).limit == 0)
  }

  @Test func textIsLegibleOnEveryColour() throws {
    let scale = DivergingScale(values: [1])
    for step in -100...100 {
      let value = Double(step) / 100
      let pair = try [scale.colour(of: value), scale.ink(on: value)].map(Self.luminance)
      let contrast = ((pair.max() ?? 0) + 0.05) / ((pair.min() ?? 0) + 0.05)
      #expect(contrast >= 4.5)
    }
  }

  private static func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let channels = [number >> 16, number >> 8 & 255, number & 255].map { channel in
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
