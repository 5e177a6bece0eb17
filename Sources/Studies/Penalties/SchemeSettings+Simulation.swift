import Algorithms
import Policies
import RunFiles
import Simulation

extension SchemeSettings {
  /// An algorithm under this scheme as a simulated update of a tree.
  ///
  /// η is the step of one rollout: a plain update moves by η n times the mean over its n rollouts, others by η as a whole. The
  /// other prompts of a batch of single rollouts succeed at the mean of their rates.
  ///
  /// - Throws: ``RunError`` beginning with the algorithm's name; `SimulationError` where a number is out of range.
  func update(
    of tree: SequenceTree, algorithm named: (name: String, algorithm: Algorithm), rule: UpdateRule,
    stepSize: Double, logits: FreeLogits
  ) throws -> TreeUpdate {
    var algorithm = named.algorithm
    let rollouts: RolloutScheme
    let count: Int
    switch self {
    case .groups(let size, _):
      if let size { algorithm.groupSize = size }
      (rollouts, count) = (.group, algorithm.groupSize)
    case .singleRollouts(let rates):
      let mean = rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
      (rollouts, count) = (.singleRollouts(batchSize: rates.count + 1, otherRate: mean), rates.count + 1)
    }
    return try naming(named.name) {
      try TreeUpdate(
        of: tree, algorithm: algorithm, rollouts: rollouts, rule: rule,
        stepSize: rule == .plain ? stepSize * Double(count) : stepSize, logits: logits)
    }
  }
}

extension TreeUpdate {
  /// How many rollouts of the prompt the update takes.
  var rolloutsOfPrompt: Int { rollouts == .group ? algorithm.groupSize : 1 }
}
