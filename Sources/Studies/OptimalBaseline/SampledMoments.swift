import Policies
import PolicyGradientTheory

/// Moments of reward and score from sampled responses of an exact policy.
struct SampledMoments {
  private let prompt: ResponseTable
  private var counts: [Double]

  init(prompt: ResponseTable) {
    self.prompt = prompt
    counts = Array(repeating: 0, count: prompt.responses.count)
  }

  /// The sampled responses of several parts together.
  ///
  /// - Precondition: at least one part, all of one prompt.
  init(_ parts: [SampledMoments]) {
    self.init(prompt: parts[0].prompt)
    for part in parts {
      for index in counts.indices { counts[index] += part.counts[index] }
    }
  }

  mutating func add(_ response: Int) { counts[response] += 1 }

  /// Every moment is a mean over the sample; |∇ρ|² = Σ_{i≠j} r_i r_j s_i · s_j / (N(N − 1)) is unbiased.
  var moments: ScoreMoments {
    let total = counts.reduce(0, +)
    var gradient = [Double](repeating: 0, count: prompt.parameterCount)
    var reward = 0.0
    var norm = 0.0
    var rewardedNorm = 0.0
    for (response, count) in zip(prompt.responses, counts) where count > 0 {
      reward += count * response.reward
      norm += count * response.squaredScoreNorm
      rewardedNorm += count * response.reward * response.squaredScoreNorm
      for index in gradient.indices { gradient[index] += count * response.reward * response.score[index] }
    }
    return ScoreMoments(
      successProbability: reward / total, meanSquaredScoreNorm: norm / total,
      successSquaredScoreNorm: rewardedNorm / total,
      squaredGradientNorm: (innerProduct(gradient, gradient) - rewardedNorm) / (total * (total - 1)))
  }
}
