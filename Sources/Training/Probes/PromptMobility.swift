/// How far a prompt's success rate ρ moves with an update, against how uncertain its outcome is.
///
/// To first order a step η∇ρ moves ρ by η|∇ρ|². A tabular policy that follows the natural gradient has m ∝ ρ(1 − ρ); a
/// softmax over two outcomes that follows the plain gradient has m ∝ (ρ(1 − ρ))².
public struct PromptMobility: Hashable, Sendable {
  /// The tokens of the prompt.
  public let prompt: [Int]
  /// The number n of rollouts.
  public let rolloutCount: Int
  /// ρ̂ = k/n of k successes.
  public let successRate: Double
  /// m = |∇ρ|², from products of independent groups' gradients: unbiased, and so possibly negative.
  public let mobility: Double
  /// ρ(1 − ρ), unbiased: k(n − k)/(n(n − 1)).
  public let variance: Double
  /// (ρ(1 − ρ))², unbiased: k(k − 1)(n − k)(n − k − 1)/(n(n − 1)(n − 2)(n − 3)).
  public let squaredVariance: Double

  init(prompt: [Int], moments: PromptMoments) {
    let (n, k) = (moments.count, moments.reward)
    self.prompt = prompt
    rolloutCount = Int(n)
    successRate = k / n
    mobility = moments.squaredGradientNorm
    variance = k * (n - k) / (n * (n - 1))
    squaredVariance = k * (k - 1) * (n - k) * (n - k - 1) / (n * (n - 1) * (n - 2) * (n - 3))
  }
}
