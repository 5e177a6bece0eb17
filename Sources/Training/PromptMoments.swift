import Rollouts

/// Sums over the sampled rollouts of one prompt from which its moments of reward and score are estimated.
public struct PromptMoments: Sendable {
  /// The number of rollouts.
  public private(set) var count = 0.0
  /// Σ r.
  public private(set) var reward = 0.0
  /// Σ |s|².
  public private(set) var squaredScoreNorm = 0.0
  /// Σ r |s|².
  public private(set) var rewardedSquaredScoreNorm = 0.0
  /// Σ length.
  public private(set) var length = 0.0
  /// Σ r · length.
  public private(set) var rewardedLength = 0.0
  private var gradientSum: [Double]
  private var squaredGradientNorms = 0.0
  private var groupCount = 0.0

  init(parameterCount: Int) {
    gradientSum = Array(repeating: 0, count: parameterCount)
  }

  /// |∇ρ|² from the products of different groups' unbiased gradients, itself unbiased and so possibly negative.
  public var squaredGradientNorm: Double {
    let squaredSum = gradientSum.reduce(0) { $0 + $1 * $1 }
    return (squaredSum - squaredGradientNorms) / (groupCount * (groupCount - 1))
  }

  /// Adds a group whose leave-one-out gradient is `gradient`.
  mutating func add(_ rollouts: ArraySlice<Rollout>, gradient: [Float]) {
    for rollout in rollouts {
      let norm = rollout.squaredScoreNorm ?? 0
      count += 1
      reward += rollout.reward
      squaredScoreNorm += norm
      rewardedSquaredScoreNorm += rollout.reward * norm
      length += Double(rollout.length)
      rewardedLength += rollout.reward * Double(rollout.length)
    }
    groupCount += 1
    for index in gradientSum.indices {
      gradientSum[index] += Double(gradient[index])
      squaredGradientNorms += Double(gradient[index]) * Double(gradient[index])
    }
  }
}
