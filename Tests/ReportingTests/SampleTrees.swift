import Reporting

/// Figures of trees that several tests draw.
enum SampleTrees {
  static func figure(_ nodes: [TreeFigure.Node], title: String = "A tree") throws -> TreeFigure {
    try TreeFigure(
      id: "a tree", title: title, caption: "", provenance: [.exact], nodes: nodes, valueLabel: "gain",
      flowLabel: "share", markLabel: "chance")
  }

  /// A root with two children, of which the second has two again.
  static func small() throws -> TreeFigure {
    try figure([
      .init("", parent: nil, flow: 1, value: 0), .init("a", parent: 0, flow: 0.75, value: 0.05, mark: 0.5),
      .init("b", parent: 0, flow: 0.25, value: -0.15), .init("c", parent: 2, flow: 0.24, value: -0.2),
      .init("d", parent: 2, flow: 0.01, value: 0.4, mark: 0),
    ])
  }

  static func chain(_ length: Int) throws -> TreeFigure {
    try figure((0...length).map { .init("t\($0)", parent: $0 == 0 ? nil : $0 - 1, flow: 1, value: 0) })
  }

  static func star(_ leaves: Int) throws -> TreeFigure {
    let children = (0..<leaves).map { leaf in
      TreeFigure.Node(
        "leaf \(leaf)", parent: 0, flow: 1 / Double(leaves), value: Double(leaf) - 50,
        mark: leaf.isMultiple(of: 3) ? 0.3 : nil)
    }
    return try figure([.init("root", parent: nil, flow: 1, value: 0)] + children)
  }

  /// Nodes that hang on any earlier one, in no order, with flows that need not add up.
  static func scattered(seed: UInt64, count: Int = 120) throws -> TreeFigure {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    var nodes = [TreeFigure.Node("root", parent: nil, flow: 1, value: 0)]
    for index in 1..<count {
      let parent = Int(next() * Double(min(index, 1 + Int(next() * 80))))
      let flow = nodes[parent].flow * next() * next()
      let label = String(repeating: "w", count: 1 + Int(next() * 34))
      nodes.append(
        .init(label, parent: parent, flow: flow, value: next() - 0.5, mark: next() < 0.4 ? next() : nil))
    }
    return try figure(nodes)
  }

  /// Everything that a layout must cope with.
  static func all() throws -> [TreeFigure] {
    let root = TreeFigure.Node("only", parent: nil, flow: 0, value: 0)
    let idle = try figure([
      root, .init("x", parent: 0, flow: 0, value: 0, mark: 1), .init("y", parent: 0, flow: 0, value: 0),
    ])
    let long = try figure([
      .init("", parent: nil, flow: 1, value: 0),
      .init(String(repeating: "long ", count: 40), parent: 0, flow: 1, value: -1e-300, mark: 1e-9),
    ])
    return try [small(), chain(50), star(200), figure([root]), idle, long]
      + (1...8).map { try scattered(seed: $0) }
  }
}
