import Rollouts

extension Algorithm {
  /// The rewards that baselines see.
  func shapedRewards(of batch: Batch) throws -> [Double] {
    let rewards = rewardTransform.rewards(of: batch)
    guard case .klInReward(let coefficient, let estimator, .rollouts) = regularizer, coefficient > 0 else {
      return rewards
    }
    let penalties = try tokenKL(estimator, of: batch)
    return rewards.indices.map { index in
      rewards[index] - coefficient
        * penalties.tokens.positions(of: index).reduce(0) { $0 + penalties.values[$1] }
    }
  }

  /// The KL estimate at every position from the old to the reference policy; 0 where the mask leaves a position out.
  func tokenKL(_ estimator: KLEstimator, of batch: Batch) throws -> (values: [Double], tokens: ResponseTokens)
  {
    guard let tokens = batch.tokens, let reference = tokens.referenceLogProbabilities else {
      throw AlgorithmError.missingTokens("referenceLogProbs", neededBy: "the KL in the reward")
    }
    guard let old = tokens.startLogProbabilities else {
      throw AlgorithmError.missingTokens("oldLogProbs", neededBy: "the KL in the reward")
    }
    let values = old.indices.map {
      tokens.counts($0) ? estimator.estimate(logProbability: old[$0], reference: reference[$0]).value : 0
    }
    return (values, tokens)
  }
}
