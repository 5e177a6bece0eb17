import Rollouts

/// The advantages of tokens before the batch is whitened, with the returns they come from.
struct TokenCredit {
  /// G_it of the rewards minus the KL penalty, 0 where the mask leaves a position out.
  let returns: [Double]
  private var advantages: [Double]
  private let tokens: ResponseTokens
  private let outcome: OutcomeAdvantages

  init(of algorithm: Algorithm, for batch: Batch, outcome: OutcomeAdvantages) throws {
    let tokens = batch.tokens ?? ResponseTokens(positionCounts: batch.rollouts.map(\.length))
    let (discount, gaps) =
      if case .rewardToGo(let discount, let gaps) = algorithm.credit { (discount, gaps) } else {
        (1.0, Credit.Gaps.skipped)
      }
    if tokens.rewards != nil, let part = algorithm.partOfOutcomes {
      throw AlgorithmError.changesOutcomes(part: part.name, summary: part.summary)
    }
    let toGo = { (rewards: [Double]) in rewardsToGo(rewards, in: tokens, discount: discount, gaps: gaps) }
    let rewards = toGo(Self.tokenRewards(outcome.rewards, in: tokens))
    var penalties = [Double](repeating: 0, count: tokens.count)
    if case .klInReward(let coefficient, let estimator, .tokens) = algorithm.regularizer, coefficient > 0 {
      penalties = toGo(try algorithm.tokenKL(estimator, of: batch).values).map { coefficient * $0 }
    }
    returns = zip(rewards, penalties).map { $0 - $1 }
    advantages = Array(repeating: 0, count: tokens.count)
    self.tokens = tokens
    self.outcome = outcome
    if case .optimalToken(let baseline) = algorithm.baseline {
      advantages = try baseline.deviations(of: returns, in: batch, tokens: tokens)
      for index in batch.rollouts.indices {
        for position in tokens.positions(of: index) { advantages[position] *= outcome.factors[index] }
      }
      return
    }
    for index in batch.rollouts.indices where outcome.isSelected[index] {
      for position in tokens.positions(of: index) where tokens.counts(position) {
        // The penalty comes after the rollout's scale: a token's KL is its own.
        advantages[position] = outcome.advantages[index] - penalties[position]
        if algorithm.credit != .outcome {
          advantages[position] += outcome.factors[index] * (rewards[position] - outcome.rewards[index])
        }
      }
    }
  }

  private var batchIndices: Range<Int> { outcome.rewards.indices }

  /// The moments of the advantages of the tokens that count, or of rollouts' means over them.
  func moments(over unit: BatchUnit) -> Moments {
    switch unit {
    case .tokens:
      Moments(
        batchIndices.filter { outcome.isTrained[$0] }.flatMap { index in
          tokens.positions(of: index).filter { tokens.counts($0) }.map { advantages[$0] }
        })
    case .rollouts:
      Moments(
        batchIndices.filter { outcome.isTrained[$0] && tokens.length(of: $0) > 0 }.map { index in
          tokens.positions(of: index).reduce(0) { $0 + advantages[$1] } / Double(tokens.length(of: index))
        })
    }
  }

  func whitened(_ whitening: (shift: Double, divisor: Double)) -> [Double] {
    var whitened = [Double](repeating: 0, count: advantages.count)
    for index in batchIndices where outcome.isSelected[index] {
      for position in tokens.positions(of: index) where tokens.counts(position) {
        whitened[position] = whiten(advantages[position], whitening)
      }
    }
    return whitened
  }

  /// Rewards as they arrive: the tokens' own, or the outcome with the last token that counts.
  private static func tokenRewards(_ outcomes: [Double], in tokens: ResponseTokens) -> [Double] {
    if let rewards = tokens.rewards { return rewards }
    var rewards = [Double](repeating: 0, count: tokens.count)
    for (index, outcome) in outcomes.enumerated() {
      if let last = tokens.positions(of: index).last(where: { tokens.counts($0) }) { rewards[last] = outcome }
    }
    return rewards
  }
}
