import Algorithms
import Foundation
import Policies

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
    try filter.checkVocabulary(choices: tree.mostChoices)
    var choice = TokenChoice(filter)
    for leaf in tree.leaves {
      let rate = tree.nodes[leaf].successRate ?? 0
      let path = tree.path(to: leaf)
      let kept = tree.tokensKept(by: &choice, filter, path: path)
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
  /// Which tokens of a failed response train.
  fileprivate func tokensKept(by choice: inout TokenChoice, _ filter: TokenFilter, path: [Int]) -> [Bool] {
    let scores = path.map { node in
      filter.score(
        logProbability: log(nodes[node].probability), probability: nodes[node].probability,
        entropy: entropy(at: nodes[node].parent ?? 0))
    }
    var kept = path.map { _ in false }
    choice.mark(Array(path.indices), scores: scores, in: &kept)
    return kept
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
