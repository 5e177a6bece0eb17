import Algorithms
import Foundation
import Policies

/// One update of a policy on a sequence tree: which rollouts, which advantages, which step.
///
/// With the rollouts of the update, their coefficients c_i and, on failed rollouts, the tokens that the algorithm's filter
/// keeps, the gradient over the free logits is
///
///     g = Σ_i c_i Σ_t kept (e_token − π(· | h_t))
///
/// and the update rule makes a step of it. Success rates of leaves do not change; a token of probability 0 stays there. As in
/// results 2.1 and 4.1, aggregation by length and a KL term are set aside; a group that would be resampled contributes 0.
/// A sum of coefficients that rounding alone keeps from 0 (16 ulp of what is added) is 0. The random filter draws anew in every
/// update.
public struct TreeUpdate: Sendable {
  /// The tree before the first update.
  public let tree: SequenceTree
  /// The algorithm.
  public let algorithm: Algorithm
  /// Which rollouts an update is made of.
  public let rollouts: RolloutScheme
  /// How a gradient becomes a step.
  public let rule: UpdateRule
  /// η > 0.
  public let stepSize: Double
  /// Which logits a prefix has.
  public let logits: FreeLogits

  let layout: TreeLayout
  let advantages: RolloutAdvantages

  /// An update of a tree.
  ///
  /// - Parameters:
  ///   - tree: the policy and its verifier.
  ///   - algorithm: the algorithm; the size of its groups is 1 … 4096, and counts as 1 for single rollouts.
  ///   - rollouts: which rollouts an update is made of.
  ///   - rule: how a gradient becomes a step.
  ///   - stepSize: η > 0, which acts on the mean over the group or batch.
  ///   - logits: which logits a prefix has.
  /// - Throws: ``SimulationError`` where a number is out of range, or the algorithm reads score norms, tokens, baselines from
  ///   outside (greedy, tracker), lengths of a tree with several, or a batch where there is one group; `AlgorithmError` where
  ///   it is not defined for groups of its size, or its filter for so many tokens.
  public init(
    of tree: SequenceTree, algorithm: Algorithm, rollouts: RolloutScheme = .group, rule: UpdateRule = .plain,
    stepSize: Double, logits: FreeLogits = .onePerToken
  ) throws {
    guard stepSize > 0 && stepSize.isFinite else {
      throw SimulationError.outOfRange(
        name: "the step size", value: stepSize, legal: "a finite number above 0")
    }
    try Self.check(algorithm, on: tree)
    advantages = try RolloutAdvantages(of: algorithm, scheme: rollouts)
    layout = TreeLayout(tree, logits: logits)
    self.tree = tree
    self.algorithm = algorithm
    self.rollouts = rollouts
    self.rule = rule
    self.stepSize = stepSize
    self.logits = logits
  }

  private static func check(_ algorithm: Algorithm, on tree: SequenceTree) throws {
    if let part = algorithm.partBeyondOutcomes {
      throw SimulationError.needsMoreThanOutcomes(part: part.name, summary: part.summary)
    }
    let lengths = tree.leaves.map { tree.nodes[$0].depth }
    if algorithm.dependence == .lengths, let part = algorithm.partBeyondCounts, let shortest = lengths.min(),
      let longest = lengths.max(), shortest < longest
    {
      throw SimulationError.readsLengths(
        part: part.name, summary: part.summary, shortest: shortest, longest: longest)
    }
    if case .labels(let threshold?) = algorithm.rewardTransform, !(0..<1).contains(threshold) {
      throw SimulationError.outOfRange(
        name: "the threshold of labels", value: threshold,
        legal: "at least 0 and below 1, between the rewards")
    }
    try algorithm.tokenFilter.checkVocabulary(choices: tree.mostChoices)
  }

  /// The slot of a node that is not the root.
  ///
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``.
  func slot(of node: Int) throws -> Int {
    guard tree.nodes.indices.dropFirst().contains(node) else {
      throw SimulationError.outOfRange(
        name: "the node", value: Double(node),
        legal: "between 1 and \(tree.nodes.count - 1), a token of the tree")
    }
    return layout.slotOfNode[node]
  }
}
