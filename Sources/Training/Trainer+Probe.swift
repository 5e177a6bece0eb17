import RandomStreams

extension Trainer {
  /// The share of negative weight that falls on good tokens, under the policy before the update's first step.
  ///
  /// Of the first groups with a penalised token, whole, because rollouts share the weights of equal tokens. A KL to the
  /// reference punishes no failure and is left out. Random numbers have an address of their own: a run that is probed has
  /// the bits of one that is not.
  ///
  /// - Returns: nil where the update is not probed, or penalises nothing.
  func falsePenaltyShare(of rollouts: CollectedRollouts, update: Int, path: StreamPath) throws -> Double? {
    let settings = settings.probe
    guard settings.every > 0 && update.isMultiple(of: settings.every) else { return nil }
    var rollouts = rollouts
    try policyGradient().measureScoreNorms(of: &rollouts)
    var rule = algorithm
    rule.regularizer = .none
    let weights = weightsByGroup(try rollouts.tokenWeights(of: rule), of: rollouts)
    let penalised = weights.indices.filter { weights[$0].contains { $0 < 0 } }.prefix(settings.prompts)
    let probe = TokenAdvantageProbe(
      learner: learner, method: .sampling(continuations: settings.continuations, path: path["probe"]))
    return try probe.penalties(
      of: rollouts.groups(Array(penalised)), weights: penalised.flatMap { weights[$0] },
      margin: settings.margin
    ).falsePenaltyShare
  }

  private func weightsByGroup(_ weights: [Double], of rollouts: CollectedRollouts) -> [[Double]] {
    var rest = weights[...]
    return (0..<rollouts.batch.groupCount).map { group in
      let count = rollouts.batch.group(group).reduce(0) { $0 + rollouts.sequences[$1].response.count }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}
