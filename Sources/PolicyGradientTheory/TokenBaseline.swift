import Policies

/// A baseline of its own for every prefix: the gradient Σ_t (r − b(h_t)) s_t, unbiased because E[s_t | h_t] = 0.
///
/// The problem separates over prefixes, for any parametrisation (result 1.7):
///
///     b*(h) = E[r s_h · s | h] / E[|s_h|² | h]
///
/// with s_h the score of the token at h and s the whole response's. It differs in general from the value
/// V(h) = E[r | h].
public struct TokenBaseline: Sendable {
  /// b(h) for every prefix that is reached.
  public let values: [[Int]: Double]

  /// The optimal baseline b*(h) of every prefix; where a prefix has a deterministic token, V(h).
  public init(optimalFor table: ResponseTable) {
    values = Self.sums(table).mapValues { $0.squaredNorm > 0 ? $0.rewardedScore / $0.squaredNorm : $0.value }
  }

  /// The value V(h) = E[r | h] as a baseline: what a perfect critic gives.
  public init(valueOf table: ResponseTable) {
    values = Self.sums(table).mapValues(\.value)
  }

  /// The variance of Σ_t (r − b(h_t)) s_t for one response.
  public func variance(in table: ResponseTable) -> Double {
    var secondMoment = 0.0
    for response in table.responses {
      var gradient = [Double](repeating: 0, count: table.parameterCount)
      for step in response.steps {
        let advantage = response.reward - (values[step.prefix] ?? 0)
        for index in gradient.indices { gradient[index] += advantage * step.score[index] }
      }
      secondMoment += response.probability * innerProduct(gradient, gradient)
    }
    let mean = table.successGradient
    return max(0, secondMoment - innerProduct(mean, mean))
  }

  /// Expectations restricted to the responses that pass a prefix.
  private struct PrefixSums {
    var visit = 0.0
    var reward = 0.0
    var rewardedScore = 0.0
    var squaredNorm = 0.0

    var value: Double { reward / visit }
  }

  private static func sums(_ table: ResponseTable) -> [[Int]: PrefixSums] {
    var sums: [[Int]: PrefixSums] = [:]
    for response in table.responses where response.probability > 0 {
      for step in response.steps {
        let probability = response.probability
        sums[step.prefix, default: PrefixSums()].visit += probability
        sums[step.prefix, default: PrefixSums()].reward += probability * response.reward
        sums[step.prefix, default: PrefixSums()].rewardedScore +=
          probability * response.reward * innerProduct(step.score, response.score)
        sums[step.prefix, default: PrefixSums()].squaredNorm +=
          probability * innerProduct(step.score, step.score)
      }
    }
    return sums
  }
}
