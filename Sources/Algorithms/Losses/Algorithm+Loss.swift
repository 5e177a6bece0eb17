import Foundation
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
    guard let tokens = batch.tokens, tokens.logProbabilities != nil else {
      throw AlgorithmError.missingTokens("logProbs", neededBy: "the loss")
    }
    let rewards = rewardTransform.rewards(of: batch)
    let advantages = try advantages ?? assignCredit(to: batch).advantages
    let lengths = batch.rollouts.indices.map { tokens.length(of: $0) }
    let perRollout = advantages.perRollout(tokens)
    let weights = try aggregation.weights(
      for: batch, lengths: lengths, isTrained: trainedRollouts(of: batch, rewards: rewards),
      sides: perRollout,
      global: global)
    var loss = try surrogateLoss(
      tokens: tokens, lengths: lengths, advantages: advantages, perRollout: perRollout, weights: weights,
      kept: tokenFilter.keptTokens(of: batch, rewards: rewards))
    if case .klInLoss(let coefficient, let estimator, let weighted) = regularizer, coefficient > 0 {
      try loss.add(
        coefficient, estimator, importanceWeighted: weighted, tokens: tokens, rolloutWeights: weights)
    }
    return loss
  }

  /// Which rollouts are part of the batch: dead groups that would have been resampled are not.
  private func trainedRollouts(of batch: Batch, rewards: [Double]) -> [Bool] {
    guard selection.resamplesDeadGroups else { return batch.rollouts.map { _ in true } }
    return (0..<batch.groupCount).flatMap { group in
      let moments = GroupMoments(of: rewards[batch.group(group)])
      return batch.group(group).map { selection.keeps(reward: rewards[$0], in: moments) }
    }
  }

  private func surrogateLoss(
    tokens: ResponseTokens, lengths: [Int], advantages: Advantages, perRollout: [Double], weights: [Double],
    kept: [Bool]?
  ) throws -> SurrogateLoss {
    func pass(_ kernel: some TokenSurrogate & Sendable, level: ClippedSurrogate.Level? = nil) throws
      -> SurrogateLoss
    {
      try LossPass(
        kernel: kernel, sequenceLevel: level, starts: tokens.starts, lengths: lengths, advantages: perRollout,
        weights: weights
      ).loss(of: tokens, advantages: advantages, kept: kept, denominators: ratioDenominators(in: tokens))
    }
    switch surrogate {
    case .policyGradient:
      return try pass(PolicyGradientKernel())
    case .cappedRatio(let low, let high, let limit, _):
      return try pass(
        CappedRatioKernel(low: low ?? 0, high: high ?? .infinity, logRatioLimit: limit ?? .infinity))
    case .clipped(let clipped):
      let limit = clipped.logRatioLimit ?? .infinity
      let isToken = clipped.level == .token
      return try pass(
        ClippedKernel(
          low: 1 - clipped.low, high: 1 + clipped.high, dual: clipped.dual ?? .infinity,
          ratioCap: clipped.ratioCap ?? .infinity, minimumLogRatio: isToken ? -limit : -.infinity,
          maximumLogRatio: limit),
        level: isToken ? nil : clipped.level)
    }
  }

  /// The log-probabilities that ratios divide by; nil on policy.
  private func ratioDenominators(in tokens: ResponseTokens) throws -> [Double]? {
    guard case .cappedRatio(_, _, _, .behavior) = surrogate else { return tokens.oldLogProbabilities }
    return tokens.behaviorLogProbabilities ?? tokens.oldLogProbabilities
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

extension SurrogateLoss {
  /// Adds β KL, aggregated like the surrogate; weighted by ρ, it moves with both.
  fileprivate mutating func add(
    _ coefficient: Double, _ estimator: KLEstimator, importanceWeighted: Bool, tokens: ResponseTokens,
    rolloutWeights: [Double]
  ) throws {
    guard let reference = tokens.referenceLogProbabilities, let current = tokens.logProbabilities else {
      throw AlgorithmError.missingTokens("referenceLogProbs", neededBy: "the KL in the loss")
    }
    for rollout in rolloutWeights.indices {
      for position in tokens.positions(of: rollout) where tokens.counts(position) {
        var (kl, derivative) = estimator.estimate(
          logProbability: current[position], reference: reference[position])
        if importanceWeighted {
          let ratio = exp(current[position] - (tokens.oldLogProbabilities?[position] ?? current[position]))
          (kl, derivative) = (ratio * kl, ratio * (kl + derivative))
        }
        value += coefficient * rolloutWeights[rollout] * kl
        gradient[position] += coefficient * rolloutWeights[rollout] * derivative
      }
    }
  }
}
