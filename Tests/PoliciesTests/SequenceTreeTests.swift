import Policies
import Testing

@Suite("Trees of responses")
struct SequenceTreeTests {
  /// A policy over three tokens, of which the last ends a response.
  static func policy() throws -> AutoregressiveTabular {
    try AutoregressiveTabular(
      distributions: [
        []: [0.5, 0.3, 0.2], [0]: [0.1, 0.2, 0.7], [1]: [0.6, 0.4, 0], [0, 0]: [0.25, 0.25, 0.5],
        [0, 1]: [1, 0, 0], [1, 0]: [0.1, 0.1, 0.8], [1, 1]: [0, 0.5, 0.5],
      ])
  }

  private static func leaf(_ token: String, _ probability: Double, _ rate: Double = 0) -> TreeBranch {
    TreeBranch(token, probability: probability, successRate: rate)
  }

  @Test func theTreeOfAPolicyIsTheTableOfItsResponses() throws {
    let policy = try Self.policy()
    let isSuccess: ([Int]) -> Bool = { $0.reduce(0, +) % 3 == 0 }
    let tree = try SequenceTree(of: policy, stopToken: 2, maximumLength: 3, isSuccess: isSuccess)
    let table = try policy.responses(stopToken: 2, maximumLength: 3, isSuccess: isSuccess)
    #expect(tree.leaves.count == table.responses.count)
    #expect(abs(tree.successRate - table.expectation(\.reward)) <= 1e-15)
    for (leaf, response) in zip(tree.leaves, table.responses) {
      let path = tree.path(to: leaf)
      #expect(path.map { tree.nodes[$0].token } == response.tokens.map { "\($0)" })
      #expect(tree.nodes[leaf].depth == response.length)
      #expect(tree.visits[leaf] == response.probability)
      #expect(tree.nodes[leaf].successRate == response.reward)
    }
    for node in tree.nodes.indices {
      let prefix = tree.path(to: node).map { tree.nodes[$0].token }
      let through = table.responses.filter {
        $0.tokens.map { "\($0)" }.starts(with: prefix)
      }
      let visit = through.map(\.probability).reduce(0, +)
      let success = through.map { $0.probability * $0.reward }.reduce(0, +)
      #expect(abs(tree.visits[node] - visit) <= 1e-15)
      #expect(abs(tree.values[node] - success / visit) <= 1e-15)
    }
  }

  @Test func aPolicyThatDoesNotKnowAPrefixIsRefused() throws {
    let policy = try AutoregressiveTabular(distributions: [[]: [0.5, 0.5]])
    #expect(throws: PolicyError.missingPrefix([0])) {
      try SequenceTree(of: policy, stopToken: 1, maximumLength: 2) { _ in true }
    }
  }

  @Test(
    arguments: [
      ([], .empty("the tokens at the start"), "the tokens at the start are empty; give at least one"),
      (
        [TreeBranch("a", probability: 1, next: [])], .empty("the tokens after 'a'"),
        "the tokens after 'a' are empty; give at least one"
      ),
      (
        [leaf("a", 0.5), leaf("b", 0.25)], .sum(value: 0.75, context: " at the start"),
        "probabilities at the start sum to 0.75, not 1; rescale them or add the missing response"
      ),
      (
        [TreeBranch("a", probability: 1, next: [leaf("b", 1.5), leaf("c", -0.5)])],
        .probability(value: 1.5, index: 0, context: " after 'a'"),
        "probability 1 after 'a' is 1.5; a probability lies between 0 and 1"
      ),
      (
        [TreeBranch("a", probability: 1, next: [leaf("b", 1, 2)])],
        .successRate(value: 2, response: ["a", "b"]),
        "the success rate of response 'a b' is 2.0; it must be between 0 and 1"
      ),
      (
        [leaf("a", 0.5), leaf("a", 0.5)], .duplicateToken("a", context: " at the start"),
        "two tokens at the start are called 'a'; rename one"
      ),
    ] as [([TreeBranch], PolicyError, String)])
  func badTreesAreRefused(branches: [TreeBranch], error: PolicyError, message: String) {
    #expect(throws: error) { try SequenceTree(branches) }
    #expect(error.description == message)
  }

  @Test func numbersThatAreNoneAreRefused() {
    #expect {
      try SequenceTree([Self.leaf("a", .nan), Self.leaf("b", 0.5)])
    } throws: {
      "\($0)" == "probability 1 at the start is nan; a probability lies between 0 and 1"
    }
    #expect {
      try SequenceTree([Self.leaf("a", 1, .nan)])
    } throws: {
      "\($0)" == "the success rate of response 'a' is nan; it must be between 0 and 1"
    }
  }
}
