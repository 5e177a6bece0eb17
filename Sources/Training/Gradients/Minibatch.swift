import Algorithms
import Rollouts

/// Some groups of an update with the advantages that they have in it.
///
/// Advantages come from the whole update, once, and ratios are against the policy that sampled it; the loss, with its
/// means, is that of the minibatch; so is the mean above which a label that a token filter reads is +1.
package struct Minibatch {
  /// The rollouts; their log-probabilities are those of the sampler until the network has read them.
  private(set) var rollouts: CollectedRollouts
  private let update: CollectedRollouts
  /// Where its rollouts and their positions are in the update.
  private let members: [Int]
  private let positions: [Int]
  private var advantages: Advantages

  /// The groups of an update with the given numbers.
  package init(groups: [Int], of update: CollectedRollouts, advantages: Advantages) {
    self.update = update
    members = groups.flatMap { Array(update.batch.group($0)) }
    positions = update.batch.tokens?.positions(of: members) ?? []
    rollouts = update.groups(groups)
    rollouts.batch.becomeCurrent()
    self.advantages = advantages.picking(rollouts: members, positions: positions)
  }

  /// The rollouts whose loss moves with the policy.
  func movingRollouts(under algorithm: Algorithm) -> [Int] {
    if case .klInLoss(let coefficient, _, _) = algorithm.regularizer, coefficient > 0 {
      return Array(rollouts.sequences.indices)
    }
    switch advantages {
    case .rollouts(let values): return values.indices.filter { values[$0] != 0 }
    case .tokens(let values):
      guard let tokens = rollouts.batch.tokens else { return [] }
      return rollouts.sequences.indices.filter { tokens.positions(of: $0).contains { values[$0] != 0 } }
    }
  }

  /// Notes what the network says of some rollouts.
  ///
  /// - Returns: their positions.
  mutating func setLogProbabilities(_ values: [Double], of chunk: ArraySlice<Int>) -> [Int] {
    let positions = rollouts.batch.tokens?.positions(of: chunk) ?? []
    for (position, value) in zip(positions, values) {
      rollouts.batch.tokens?.logProbabilities?[position] = value
    }
    return positions
  }

  /// The loss at the log-probabilities that have been noted.
  mutating func evaluate(_ loss: inout SurrogateLoss, under algorithm: Algorithm) throws {
    if Self.selectsAnew(under: algorithm) { try selectAnew(under: algorithm) }
    try algorithm.evaluate(&loss, for: rollouts.batch, advantages: advantages)
  }

  /// Whether advantages depend on how far the policy has moved from its rollouts.
  static func selectsAnew(under algorithm: Algorithm) -> Bool {
    if case .sequenceTrustRegion = algorithm.selection { true } else { false }
  }

  /// Asks for the update's advantages again: a trust region selects rollouts by how far the policy has moved from them.
  private mutating func selectAnew(under algorithm: Algorithm) throws {
    var batch = update.batch
    batch.becomeCurrent()
    for (position, value) in zip(positions, rollouts.batch.tokens?.logProbabilities ?? []) {
      batch.tokens?.logProbabilities?[position] = value
    }
    advantages = try algorithm.assignCredit(to: batch).advantages.picking(
      rollouts: members, positions: positions)
  }
}

extension Batch {
  /// Takes the policy that is trained for the one that sampled.
  mutating func becomeCurrent() {
    let old = tokens?.oldLogProbabilities
    tokens?.logProbabilities = old
  }
}

extension Advantages {
  fileprivate func picking(rollouts: [Int], positions: [Int]) -> Advantages {
    switch self {
    case .rollouts(let values): .rollouts(rollouts.map { values[$0] })
    case .tokens(let values): .tokens(positions.map { values[$0] })
    }
  }
}
