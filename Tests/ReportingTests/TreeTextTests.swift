import Reporting
import Testing

@Suite("Trees in the terminal")
struct TreeTextTests {
  @Test func aSmallTreeIsShownWhole() throws {
    #expect(
      try SampleTrees.small().terminalText(width: 60) == """
        A tree  [exact]
        flow: share · value: gain · mark: chance

                                            flow     value      mark
        •                                      1         0
        ├─ a                                0.75     +0.05       0.5
        └─ b                                0.25     −0.15
           ├─ c                             0.24      −0.2
           └─ d                             0.01      +0.4         0
        """)
  }

  @Test func theRarestNodesAreFolded() throws {
    #expect(
      try SampleTrees.small().terminalText(width: 60, lines: 2) == """
        A tree  [exact]
        flow: share · value: gain · mark: chance

                                            flow     value      mark
        •                                      1         0
        ├─ a                                0.75     +0.05       0.5
        └─ b                                0.25     −0.15
           └─ … 2 more                      0.25
        """)
  }

  @Test func markedNodesAreNeverHidden() throws {
    for seed in UInt64(1)...8 {
      let figure = try SampleTrees.scattered(seed: seed)
      let lines = figure.terminalText(width: 100, lines: 1).split(separator: "\n").dropFirst(3)
      let folds = lines.compactMap { $0.firstMatch(of: /… ([0-9]+) more/) }
      let shown = lines.count - folds.count
      // Every node is either shown or counted in a fold.
      #expect(shown + folds.compactMap { Int($0.1) }.reduce(0, +) == figure.nodes.count)
      var needed = Set([0])
      for (index, node) in figure.nodes.enumerated() where (node.mark ?? 0) > 0 {
        var current: Int? = index
        while let step = current, needed.insert(step).inserted { current = figure.nodes[step].parent }
      }
      #expect(shown == needed.count)
    }
  }

  @Test func linesFitTheWidth() throws {
    for figure in try SampleTrees.all() {
      for width in [10, 60, 80, 120] {
        let lines = figure.terminalText(width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= max(60, width) })
      }
    }
    let deepest = try SampleTrees.chain(50).terminalText(lines: 51).split(separator: "\n").last
    #expect(deepest?.contains("more") == false && deepest?.contains("└─ t50") == true)
    #expect(deepest?.first == "…")
  }

  @Test func theLimitCountsNodesWithoutAMark() throws {
    let text = try SampleTrees.chain(50).terminalText(lines: 11)
    #expect(text.contains("└─ t10") && !text.contains("t11") && text.contains("… 40 more"))
  }
}
