import Rollouts

extension Algorithm {
  /// The advantages of a batch and, where rewards arrive token by token, the returns they come from.
  ///
  /// The batch's own groups count, not ``groupSize``: a batch may be ragged. In a group whose rewards are all equal
  /// (a *dead* group) a centred rule gives exactly 0, whatever the weights and the rewards' binary fractions; only
  /// whitening, which subtracts the batch's mean, may move it.
  /// Positions that the mask leaves out have no advantage: 0.
  ///
  /// - Returns: advantages for rollouts, or for tokens where ``isOutcomeLevel`` is false; the returns G_it in the
  ///   layout of the tokens, nil for rules of outcomes.
  /// - Throws: ``AlgorithmError`` where the batch lacks what the rule needs.
  public func assignCredit(to batch: Batch) throws -> (advantages: Advantages, returns: [Double]?) {
    let outcome = try OutcomeAdvantages(of: self, for: batch)
    let rule = OutcomeRule(algorithm: self)
    guard isOutcomeLevel else {
      let credit = try TokenCredit(of: self, for: batch, outcome: outcome)
      let whitening = try rule.whitening(of: credit.moments(over: scale.batchUnit))
      return (.tokens(credit.whitened(whitening)), credit.returns)
    }
    let trained = batch.rollouts.indices.filter { outcome.isTrained[$0] }
    let weights = scale.batchUnit == .tokens ? trained.map { Double(batch.rollouts[$0].length) } : nil
    let whitening = try rule.whitening(of: Moments(trained.map { outcome.advantages[$0] }, weights: weights))
    let advantages = zip(outcome.advantages, outcome.isSelected).map { $1 ? whiten($0, whitening) : 0 }
    return (.rollouts(advantages), nil)
  }

  /// The advantages of a batch, one per rollout, in the order of the batch.
  ///
  /// - Throws: ``AlgorithmError/tokenLevel`` where the algorithm has one for every token; otherwise as
  ///   ``assignCredit(to:)``.
  public func advantages(for batch: Batch) throws -> [Double] {
    guard case .rollouts(let advantages) = try assignCredit(to: batch).advantages else {
      throw AlgorithmError.tokenLevel
    }
    return advantages
  }
}
