import Algorithms
import Foundation
import Policies
import Rollouts

/// The classes of rollouts relative to every token of a tree.
struct TreeClasses {
  private let tree: SequenceTree
  private let trainsAllFailures: Bool
  /// The probability of passing a node and succeeding, summed over leaves, so that what never succeeds has exactly 0.
  private var successes: [Double]
  /// The probability of passing a node and failing.
  private var failures: [Double]
  /// The probability of passing a node, failing, and training the node's token.
  private var trainingFailures: [Double]

  /// The classes of a tree under a token filter.
  ///
  /// - Throws: `AlgorithmError` where the filter is not defined for the tree's responses.
  init(of tree: SequenceTree, filter: TokenFilter) throws {
    self.tree = tree
    trainsAllFailures = filter == .none
    successes = Array(repeating: 0, count: tree.nodes.count)
    failures = successes
    trainingFailures = successes
    for leaf in tree.leaves {
      let rate = tree.nodes[leaf].successRate ?? 0
      let path = tree.path(to: leaf)
      let kept = try tree.tokensKept(by: filter, path: path)
      for (node, isKept) in zip(path, kept) {
        successes[node] += tree.visits[leaf] * rate
        failures[node] += tree.visits[leaf] * (1 - rate)
        if isKept { trainingFailures[node] += tree.visits[leaf] * (1 - rate) }
      }
    }
  }

  /// The classes relative to the token of a node.
  ///
  /// - Precondition: the node is not the root.
  func classes(of node: Int) -> TokenClasses {
    let parent = tree.nodes[node].parent ?? 0
    var success = TokenClasses.Places(token: successes[node], sibling: 0, elsewhere: 0)
    var failure = TokenClasses.Places(token: trainingFailures[node], sibling: 0, elsewhere: 0)
    failure.elsewhere = failures[node] - trainingFailures[node]
    for sibling in tree.nodes[parent].children where sibling != node {
      success.sibling += successes[sibling]
      failure.sibling += trainingFailures[sibling]
      failure.elsewhere += failures[sibling] - trainingFailures[sibling]
    }
    var current = parent
    while let above = tree.nodes[current].parent {
      for other in tree.nodes[above].children where other != current {
        success.elsewhere += successes[other]
        failure.elsewhere += failures[other]
      }
      current = above
    }
    return TokenClasses(
      probability: tree.nodes[node].probability, success: success, failure: failure,
      trueAdvantage: tree.trueAdvantage(of: node), trainsAllFailures: trainsAllFailures)
  }
}

extension SequenceTree {
  /// Which tokens of a failed response train, by asking the filter about a batch of that response.
  fileprivate func tokensKept(by filter: TokenFilter, path: [Int]) throws -> [Bool] {
    guard filter != .none else { return path.map { _ in true } }
    var tokens = ResponseTokens(positionCounts: [path.count])
    tokens.logProbabilities = path.map { log(nodes[$0].probability) }
    tokens.entropies = path.map { entropy(at: nodes[$0].parent ?? 0) }
    var batch = Batch([Rollout(reward: 0, length: path.count)], groupSize: 1)
    batch.tokens = tokens
    return try filter.keptTokens(of: batch, outcomes: [0]) ?? path.map { _ in true }
  }

  /// −Σ_a π(a | h) log π(a | h).
  private func entropy(at node: Int) -> Double {
    var entropy = 0.0
    for child in nodes[node].children where nodes[child].probability > 0 {
      entropy -= nodes[child].probability * log(nodes[child].probability)
    }
    return max(0, entropy)
  }
}
