import Algorithms
import Foundation
import Policies
import Rollouts
import Simulation
import Testing

/// An update of a tree by the gradient of an algorithm's loss on a batch of token columns.
struct LossStep {
  let tree: SequenceTree
  let algorithm: Algorithm
  let rule: UpdateRule
  let stepSize: Double
  let logits: FreeLogits

  /// The probabilities of all nodes after an update by rollouts that end at these leaves, whose rates are 0 or 1.
  func probabilities(after leaves: [Int]) throws -> [Double] {
    let paths = leaves.map { tree.path(to: $0) }
    let nodes = paths.flatMap { $0 }
    var tokens = ResponseTokens(positionCounts: paths.map(\.count))
    tokens.logProbabilities = nodes.map { log(tree.nodes[$0].probability) }
    tokens.entropies = nodes.map { entropy(besides: $0) }
    let rollouts = zip(leaves, paths).map { leaf, path in
      Rollout(reward: tree.values[leaf], length: path.count)
    }
    var batch = Batch(rollouts, groupSize: leaves.count)
    batch.tokens = tokens
    let derivatives = try algorithm.loss(for: batch).gradient
    var gradient = [Double](repeating: 0, count: tree.nodes.count)
    for (node, derivative) in zip(nodes, derivatives) {
      for sibling in siblings(of: node) where isFree(sibling) {
        gradient[sibling] -= derivative * ((sibling == node ? 1 : 0) - tree.nodes[sibling].probability)
      }
    }
    return tree.nodes.indices.map { node in
      guard node > 0 else { return 1 }
      let weights = siblings(of: node).map { tree.nodes[$0].probability * exp(step(of: $0, gradient)) }
      return tree.nodes[node].probability * exp(step(of: node, gradient)) / weights.reduce(0, +)
    }
  }

  private func step(of node: Int, _ gradient: [Double]) -> Double {
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return switch rule {
    case .plain: stepSize * gradient[node]
    case .normalised: norm > 0 ? stepSize * gradient[node] / norm : 0
    case .sign: abs(gradient[node]) > 1e-15 ? stepSize * (gradient[node] > 0 ? 1 : -1) : 0
    }
  }

  private func siblings(of node: Int) -> [Int] { tree.nodes[tree.nodes[node].parent ?? 0].children }

  private func isFree(_ node: Int) -> Bool {
    logits == .onePerToken || node != siblings(of: node).last { tree.nodes[$0].probability > 0 }
  }

  private func entropy(besides node: Int) -> Double {
    siblings(of: node).reduce(0) { sum, sibling in
      let probability = tree.nodes[sibling].probability
      return probability > 0 ? sum - probability * log(probability) : sum
    }
  }
}
