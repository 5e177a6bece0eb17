import Algorithms
import PolicyGradientTheory
import RunStatistics
import Simulation

/// What theory, enumeration and Monte Carlo say of one exact policy.
public struct PolicyResult: Codable, Sendable {
  /// Exact facts of one prompt.
  public struct Prompt: Codable, Sendable {
    /// ρ, E|s|², E[r|s|²], |∇ρ|².
    public let moments: ScoreMoments
    /// Σ_t E|s_t|², which equals E|s|² for any parametrisation (result 1.5').
    public let meanSquaredTokenScoreNorm: Double
    /// The largest | |s|² − Σ_t |s_t|² | over the responses: 0 where tokens are orthogonal.
    public let largestTokenOverlap: Double
    /// b_α for α = 0, 1/2, 1, 2, in this order.
    public let lengthBaselines: [Double]
    /// The variance with the optimal baseline of every prefix.
    public let optimalTokenVariance: Double
    /// The variance with a perfect critic's value at every prefix.
    public let valueTokenVariance: Double
    /// ∇ρ · ∇ρ′ with every prompt, in order.
    public let gradientProducts: [Double]
  }

  /// A sampled variance.
  public struct Sampled: Codable, Sendable {
    /// The variance of a batch gradient.
    public let variance: Estimate
    /// log(sampled / exact).
    public let logRatioToExact: Estimate?
    /// log(sampled / forecast from the other half); nil where the theory has no closed form.
    public let logRatioToForecast: Estimate?
    /// log(sampled / sampled with leave-one-out), on the same batches.
    public let logRatioToLeaveOneOut: Estimate
  }

  /// The policy's name.
  public let name: String
  /// Its prompts.
  public let prompts: [Prompt]
  /// Exact moments of the batch gradient, by baseline: enumerated, or for the batch mean by result 1.10.
  public let enumerated: [BaselinePreset: GradientMoments]
  /// Sampled variances of the batch gradient, by baseline.
  public let sampled: [BaselinePreset: Sampled]
}
