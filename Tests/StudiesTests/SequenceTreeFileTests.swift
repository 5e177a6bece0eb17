import Foundation
import Policies
import RunFiles
import Studies
import Testing

@Suite("Files of trees and their errors")
struct SequenceTreeFileTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func read(_ text: String) throws -> SequenceTree {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("tree.yml")
    try Data(text.utf8).write(to: file)
    return try SequenceTree(named: file.path)
  }

  /// A response of so many tokens, one after another.
  static func chain(length: Int) -> String {
    let open = String(repeating: "{token: a, probability: 1, next: [", count: length - 1)
    let close = String(repeating: "]}", count: length - 1)
    return "tokens: [\(open){token: a, probability: 1, success: 0.5}\(close)]"
  }

  static let tiny = """
    tokens:
      - {token: a, probability: 0.8, success: 0}
      - token: b
        probability: 0.2
        next:
          - {token: c, probability: 0.5, success: 1}
          - {token: d, probability: 0.5, success: 0}
    """

  @Test func aFileIsTheTreeOfItsBranches() throws {
    let tree = try SequenceTree([
      TreeBranch("a", probability: 0.8, successRate: 0),
      TreeBranch(
        "b", probability: 0.2,
        next: [
          TreeBranch("c", probability: 0.5, successRate: 1),
          TreeBranch("d", probability: 0.5, successRate: 0),
        ]),
    ])
    #expect(try Self.read(Self.tiny) == tree)
    let json = """
      {"tokens": [{"token": "a", "probability": 0.8, "success": 0}, {"token": "b", "probability": 0.2, "next":
        [{"token": "c", "probability": 0.5, "success": 1}, {"token": "d", "probability": 0.5, "success": 0}]}]}
      """
    #expect(try Self.read(json) == tree)
  }

  @Test func theExampleIsATree() throws {
    let tree = try SequenceTree(
      named: Self.repository.appendingPathComponent("docs/examples/tree.yml").path)
    #expect(tree.nodes.count == 7)
    // 0.7 · 0.1 · 0.75 + 0.3 · 0.05
    #expect(abs(tree.successRate - 0.0675) <= 1e-15)
  }

  @Test(arguments: BuiltInTree.allCases)
  func builtInTreesHaveNames(tree: BuiltInTree) throws {
    #expect(try SequenceTree(named: "builtin:\(tree.rawValue)") == tree.tree)
  }

  @Test func unknownNamesListTheLegalOnes() {
    #expect(
      throws: RunError(
        .usage,
        "there is no tree 'builtin:lock'; give one of builtin:two-level, builtin:lock-in, builtin:shared-prefix,"
          + " builtin:brackets, or a file")
    ) { try SequenceTree(named: "builtin:lock") }
  }

  @Test func aMissingFileIsNamed() {
    #expect(
      throws: RunError(
        .missingInput,
        "there is no file /nowhere/tree.yml; docs/examples/tree.yml shows what it holds, and builtin:NAME names a"
          + " tree that needs no file")
    ) { try SequenceTree(named: "/nowhere/tree.yml") }
  }

  @Test(arguments: [
    ("probability: 0.8, success: 0}", "success: 0}", "key 'tokens[1].probability' is missing; add it"),
    ("probability: 0.8", "probability: often", "'tokens[1].probability' must be a number"),
    (
      "success: 1", "sucess: 1",
      "unknown key 'tokens[2].next[1].sucess'; the keys there are next, probability, success, token"
    ),
    ("tokens:", "words:", "key 'tokens' is missing; add it"),
    (
      "probability: 0.8", "probability: 0.7",
      "probabilities at the start sum to 0.8999999999999999, not 1; rescale them or add the missing response"
    ),
    (
      "c, probability: 0.5", "c, probability: 0.75",
      "probabilities after 'b' sum to 1.25, not 1; rescale them or add the missing response"
    ),
    (
      "c, probability: 0.5", "c, probability: .nan",
      "probability 1 after 'b' is nan; a probability lies between 0 and 1"
    ),
    (
      "c, probability: 0.5", "c, probability: -0.5",
      "probability 1 after 'b' is -0.5; a probability lies between 0 and 1"
    ),
    ("success: 1", "success: .nan", "the success rate of response 'b c' is nan; it must be between 0 and 1"),
    ("success: 1", "success: 1.5", "the success rate of response 'b c' is 1.5; it must be between 0 and 1"),
    ("token: d", "token: c", "two tokens after 'b' are called 'c'; rename one"),
    (
      ", success: 1", "",
      "token 'b c' has neither success nor next; give success, from 0 to 1, where a response ends, and next, a list of"
        + " tokens, where it goes on"
    ),
    (
      "probability: 0.2", "probability: 0.2\n    success: 0.5",
      "token 'b' has both success and next; give success, from 0 to 1, where a response ends, and next, a list of"
        + " tokens, where it goes on"
    ),
    ("success: 1", "next: []", "the tokens after 'b c' are empty; give at least one"),
    ("success: 1", "next: {}", "'tokens[2].next[1].next' must be a list"),
  ])
  func badFiles(good: String, bad: String, message: String) throws {
    let text = Self.tiny.replacingOccurrences(of: good, with: bad)
    #expect(text != Self.tiny)
    #expect(throws: RunError(.badData, "tree.yml: \(message)")) { try Self.read(text).successRate }
  }

  @Test(arguments: [
    ("", "tree.yml is empty; a tree needs tokens, each with token, probability and success or next"),
    ("tokens: []", "tree.yml: the tokens at the start are empty; give at least one"),
    ("tokens: 3", "tree.yml: 'tokens' must be a list"),
  ])
  func filesWithoutATree(text: String, message: String) {
    #expect(throws: RunError(.badData, message)) { try Self.read(text).successRate }
  }

  @Test func malformedYAMLIsOneLine() throws {
    let error = try #require(throws: RunError.self) { try Self.read("tokens: [{token: a") }
    #expect(error.exitCode == .badData)
    #expect(error.description.hasPrefix("tree.yml is not valid YAML: "))
    #expect(!error.description.contains("\n"))
  }

  /// The same in lines that are indented by two columns a token.
  static func indentedChain(length: Int) -> String {
    let lines = (0..<length).map { depth in
      let indentation = String(repeating: " ", count: 2 * depth)
      let isLast = depth == length - 1
      return
        "\(indentation)- token: a\n\(indentation)  probability: 1\n\(indentation)  \(isLast ? "success: 0.5" : "next:")"
    }
    return "tokens:\n" + lines.joined(separator: "\n")
  }

  @Test func theLongestResponseHas250Tokens() throws {
    #expect(try Self.read(Self.chain(length: 250)).successRate == 0.5)
    #expect(try Self.read(Self.indentedChain(length: 250)).successRate == 0.5)
    for text in [251, 499, 600, 5000].map(Self.chain) + [251, 499, 900, 1500].map(Self.indentedChain) {
      #expect(
        throws: RunError(
          .badData,
          "tree.yml: a response has more than 250 tokens; join tokens that always follow one another")
      ) { try Self.read(text).successRate }
    }
  }
}
