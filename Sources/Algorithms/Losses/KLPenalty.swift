import Foundation
import Rollouts

/// β KL in the loss, aggregated like the surrogate; weighted by the ratio ρ, it moves with both.
struct KLPenalty {
  /// What every rollout's estimates are multiplied by.
  let weights: [Double]
  let estimator: KLEstimator
  let importanceWeighted: Bool
  let tokens: ResponseTokens
  let current: [Double]
  let reference: [Double]

  func add(to loss: inout SurrogateLoss) {
    for rollout in weights.indices {
      for position in tokens.positions(of: rollout) where tokens.counts(position) {
        var (kl, derivative) = estimator.estimate(
          logProbability: current[position], reference: reference[position])
        if importanceWeighted {
          let ratio = exp(current[position] - (tokens.oldLogProbabilities?[position] ?? current[position]))
          (kl, derivative) = (ratio * kl, ratio * (kl + derivative))
        }
        loss.value += weights[rollout] * kl
        loss.gradient[position] += weights[rollout] * derivative
      }
    }
  }
}
