import Foundation
import Rollouts

extension Selection {
  /// Whether a rollout's policy is still near the one that sampled it; true on policy and for other selections.
  func trusts(rollout index: Int, of batch: Batch) -> Bool {
    guard case .sequenceTrustRegion(let limit) = self, let tokens = batch.tokens,
      let current = tokens.logProbabilities, let behavior = tokens.samplerLogProbabilities
    else { return true }
    var divergence = 0.0
    for position in tokens.positions(of: index) where tokens.counts(position) {
      divergence += bernoulliDivergence(behavior[position], current[position])
    }
    let length = tokens.length(of: index)
    return length == 0 || divergence / Double(length) <= limit
  }
}

/// p log(p/q) + (1 − p) log((1 − p)/(1 − q)) from log p and log q ≤ 0; infinite where q = 1 and p is not.
private func bernoulliDivergence(_ logP: Double, _ logQ: Double) -> Double {
  let rest = -expm1(logP)
  let taken = exp(logP) * (logP - logQ)
  return rest == 0 ? taken : taken + rest * (log(rest) - log(-expm1(logQ)))
}
