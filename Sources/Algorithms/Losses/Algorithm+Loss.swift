import Rollouts

extension Algorithm {
  /// The surrogate loss of a batch with its gradient.
  ///
  /// The loss is Σ_i w_i Σ_t λ_it over the tokens that count, with λ the token's surrogate times its rollout weight, plus
  /// the KL term where there is one. Token filters silence a token's surrogate but not its place in any mean.
  ///
  /// - Parameters:
  ///   - batch: rollouts with the log-probabilities of their tokens; without old ones the batch is on policy.
  ///   - advantages: nil to compute them from the batch.
  ///   - global: what the batch is a part of.
  /// - Throws: ``AlgorithmError`` where the batch lacks what the algorithm reads, or no token counts.
  public func loss(
    for batch: Batch, advantages: Advantages? = nil, global: GlobalBatch = GlobalBatch()
  ) throws -> SurrogateLoss {
    var loss = SurrogateLoss()
    try evaluate(&loss, for: batch, advantages: advantages, global: global)
    return loss
  }

  /// Overwrites a loss by that of a batch; a batch of the size of the last one reuses the memory of its gradient.
  ///
  /// - Throws: as ``loss(for:advantages:global:)``, which leaves the loss as it was.
  public func evaluate(
    _ loss: inout SurrogateLoss, for batch: Batch, advantages: Advantages? = nil,
    global: GlobalBatch = GlobalBatch()
  ) throws {
    guard let tokens = batch.tokens, tokens.logProbabilities != nil else {
      throw AlgorithmError.missingTokens("logProbs", neededBy: "the loss")
    }
    try tokens.checkColumnCounts()
    let advantages = try advantages ?? assignCredit(to: batch).advantages
    try advantages.checkCount(rollouts: batch.rollouts.count, tokens: tokens.count)
    let lengths = batch.rollouts.indices.map { tokens.length(of: $0) }
    let perRollout = advantages.perRollout(tokens)
    let isTrained = trainedRollouts(of: batch)
    let trainedLengths = zip(lengths, isTrained).filter(\.1).map(\.0)
    guard aggregation == .tokenSum || trainedLengths.isEmpty || trainedLengths.contains(where: { $0 > 0 })
    else { throw AlgorithmError.allMasked }
    let weights = aggregation.weights(
      for: batch, lengths: lengths, isTrained: isTrained, sides: perRollout, global: global)
    let kept = try tokenFilter.keptTokens(of: batch, outcomes: outcomes(of: batch))
    let penalty = try klPenalty(for: tokens, rolloutWeights: weights)
    let pass = LossPass(
      surrogate: tokenSurrogate, sequenceLevel: sequenceLevel, starts: tokens.starts, lengths: lengths,
      isTrained: isTrained, advantages: perRollout, weights: weights)
    pass.evaluate(
      &loss, of: tokens, advantages: advantages, kept: kept, denominators: ratioDenominators(in: tokens))
    penalty?.add(to: &loss)
  }

  /// Which rollouts are part of the batch: those of dead groups that would have been resampled are not.
  package func trainedRollouts(of batch: Batch) -> [Bool] {
    guard selection.resamplesDeadGroups else { return batch.rollouts.map { _ in true } }
    let kept = selection.keptGroups(of: batch)
    return (0..<batch.groupCount).flatMap { group in batch.group(group).map { _ in kept[group] } }
  }

  /// What says whether a rollout has failed: the labels where there are any, otherwise the verifier's reward, whatever
  /// a length penalty makes of it.
  private func outcomes(of batch: Batch) -> [Double] {
    if case .labels = rewardTransform {
      rewardTransform.rewards(of: batch)
    } else {
      batch.rollouts.map(\.reward)
    }
  }

  private var tokenSurrogate: TokenSurrogate {
    switch surrogate {
    case .policyGradient:
      return .policyGradient
    case .cappedRatio(let low, let high, let limit, _):
      return .cappedRatio(
        CappedRatioLoop(low: low ?? 0, high: high ?? .infinity, logRatioLimit: min(limit ?? 708, 708)))
    case .clipped(let clipped):
      return .clipped(ClippedLoop(clipped))
    }
  }

  /// What a ratio of responses compares; nil where every token has its own.
  var sequenceLevel: ClippedSurrogate.Level? {
    if case .clipped(let clipped) = surrogate, clipped.level != .token { clipped.level } else { nil }
  }

  private func klPenalty(for tokens: ResponseTokens, rolloutWeights: [Double]) throws -> KLPenalty? {
    guard case .klInLoss(let coefficient, let estimator, let weighted) = regularizer, coefficient > 0 else {
      return nil
    }
    guard let reference = tokens.referenceLogProbabilities, let current = tokens.logProbabilities else {
      throw AlgorithmError.missingTokens(
        "referenceLogProbs", neededBy: "the KL in the loss (regularizer=none leaves it out)")
    }
    return KLPenalty(
      weights: rolloutWeights.map { coefficient * $0 }, estimator: estimator, importanceWeighted: weighted,
      tokens: tokens, current: current, reference: reference)
  }

  /// The log-probabilities that ratios divide by; nil on policy.
  private func ratioDenominators(in tokens: ResponseTokens) -> [Double]? {
    if case .cappedRatio(_, _, _, .behavior) = surrogate {
      tokens.samplerLogProbabilities
    } else {
      tokens.oldLogProbabilities
    }
  }
}

extension Advantages {
  /// One number a rollout: its advantage, or the mean over its tokens that count.
  fileprivate func perRollout(_ tokens: ResponseTokens) -> [Double] {
    switch self {
    case .rollouts(let advantages): advantages
    case .tokens(let advantages):
      (0..<tokens.starts.count - 1).map { index in
        let sum = tokens.positions(of: index).reduce(0) { $0 + (tokens.counts($1) ? advantages[$1] : 0) }
        return sum / Double(max(1, tokens.length(of: index)))
      }
    }
  }
}
