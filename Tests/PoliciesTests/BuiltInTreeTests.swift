import Policies
import Testing

@Suite("Trees that come with the laboratory")
struct BuiltInTreeTests {
  @Test(arguments: BuiltInTree.allCases)
  func probabilitiesAndValuesAreConsistent(builtIn: BuiltInTree) {
    let tree = builtIn.tree
    let successRate = tree.leaves.map { tree.visits[$0] * tree.values[$0] }.reduce(0, +)
    #expect(abs(tree.successRate - successRate) <= 1e-15)
    #expect(tree.values.allSatisfy { (0...1).contains($0) })
    for (index, node) in tree.nodes.enumerated() where !node.isLeaf {
      let sum = node.children.map { tree.nodes[$0].probability }.reduce(0, +)
      #expect(abs(sum - 1) <= 1e-15)
      // What tokens gain and lose at one prefix cancels.
      let gain = node.children.map { tree.nodes[$0].probability * tree.trueAdvantage(of: $0) }.reduce(0, +)
      #expect(abs(gain) <= 1e-15)
      #expect(node.children.allSatisfy { tree.nodes[$0].parent == index })
    }
  }

  @Test(arguments: [
    (BuiltInTree.twoLevel, 3, 2, 0.045),
    (.lockIn, 6, 5, 0.04),
    // 0.8⁵ + 5 · 0.8⁴ · 0.2 · 0.1
    (.sharedPrefix, 41, 21, 0.36864),
    // The sum over the 14 balanced words, in fractions.
    (.brackets, 157, 79, 162_599_697.0 / 500_000_000),
  ])
  func sizesAndSuccessRates(builtIn: BuiltInTree, nodes: Int, responses: Int, successRate: Double) {
    let tree = builtIn.tree
    #expect(tree.nodes.count == nodes)
    #expect(tree.leaves.count == responses)
    #expect(abs(tree.successRate / successRate - 1) <= 1e-14)
  }

  @Test func everyBalancedWordOfEightSucceeds() {
    let tree = BuiltInTree.brackets.tree
    for leaf in tree.leaves {
      let word = tree.path(to: leaf).map { tree.nodes[$0].token }
      var heights = [0]
      for bracket in word { heights.append(heights[heights.count - 1] + (bracket == "(" ? 1 : -1)) }
      #expect(heights.dropLast().allSatisfy { $0 >= 0 })
      #expect(word.count == 8 || heights.last == -1)
      #expect(tree.values[leaf] == (heights.last == 0 ? 1 : 0))
    }
    #expect(tree.leaves.filter { tree.values[$0] == 1 }.count == 14)
  }

  @Test func aBracketClosesMoreOftenWhenThereIsNeed() throws {
    let tree = BuiltInTree.brackets.tree
    // After "((((((", six are open and two characters are left: 0.1 + 0.6.
    var node = 0
    for _ in 0..<6 { node = try #require(tree.nodes[node].children.first { tree.nodes[$0].token == "(" }) }
    let closing = try #require(tree.nodes[node].children.first { tree.nodes[$0].token == ")" })
    #expect(abs(tree.nodes[closing].probability - 0.7) <= 1e-15)
  }

  @Test func failuresShareTheirFirstSteps() throws {
    let tree = BuiltInTree.sharedPrefix.tree
    let first = try #require(tree.nodes[0].children.first)
    #expect(tree.nodes[first].token == "right")
    #expect(tree.trueAdvantage(of: first) > 0)
    // 0.8 of all responses begin with the right step, and so do most failures.
    let failures = 1 - tree.successRate
    let sharing = tree.visits[first] * (1 - tree.values[first])
    #expect(sharing / failures > 0.5)
    #expect(!BuiltInTree.allCases.contains { $0.summary.isEmpty })
  }

  @Test func mostAlternativesOfTheLockInAreBetter() {
    let tree = BuiltInTree.lockIn.tree
    let alternatives = tree.nodes[0].children.dropFirst()
    #expect(abs(alternatives.map { tree.values[$0] }.reduce(0, +) / 4 - 0.2) <= 1e-15)
  }
}
