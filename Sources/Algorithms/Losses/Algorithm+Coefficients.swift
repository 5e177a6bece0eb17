import Rollouts

extension Algorithm {
  /// What every rollout's score is multiplied by in the gradient on policy, g = Σ_i c_i ∇ log π(y_i).
  ///
  /// c_i is the advantage times the weight that the aggregation gives to the rollout's tokens: A_i/N for the mean over
  /// rollouts of token sums, A_i/(N L_i) for their token means. On policy all surrogates have this gradient, but that
  /// with the likelihood ratio of whole responses: its loss counts once for a response and moves with all its tokens,
  /// so that c_i is L_i times as large.
  ///
  /// - Throws: ``AlgorithmError/weighsTokens(part:summary:)`` where a part weighs single tokens, so that no number a
  ///   rollout exists; otherwise as ``assignCredit(to:)``.
  public func rolloutCoefficients(for batch: Batch) throws -> [Double] {
    if let part = partBeyondRollouts {
      throw AlgorithmError.weighsTokens(part: part.name, summary: part.summary)
    }
    let advantages = try advantages(for: batch)
    let weights = aggregation.weights(
      for: batch, lengths: batch.rollouts.map(\.length),
      isTrained: trainedRollouts(of: batch), sides: advantages,
      global: GlobalBatch())
    let spreads = batch.rollouts.map { sequenceLevel == .sequenceSum ? Double($0.length) : 1 }
    return advantages.indices.map { advantages[$0] * weights[$0] * spreads[$0] }
  }

  /// Whether the gradient on policy is more than a number for every rollout, because a part weighs single tokens.
  public var weighsTokens: Bool { partBeyondRollouts != nil }

  /// The part that makes the gradient more than a number for every rollout; nil where there is none.
  private var partBeyondRollouts: (name: String, summary: String)? {
    if case .optimalToken = baseline { return ("baseline", baseline.summary) }
    if credit != .outcome { return ("credit", credit.summary) }
    if tokenFilter != .none { return ("tokenFilter", tokenFilter.summary) }
    if regularizer != .none { return ("regularizer", regularizer.summary) }
    return nil
  }
}
