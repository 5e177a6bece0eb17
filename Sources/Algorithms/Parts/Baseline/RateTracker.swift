import Foundation

/// What is known of the success rate of a prompt that has one rollout at a time: a Beta(α, β) whose past fades.
///
///     p̂ = α/(α + β),  α ← ρα + r,  β ← ρβ + 1 − r
///
/// The baseline of a rollout is ``rate`` before its own update. The more the policy has moved since the prompt's last
/// response, the faster the past fades: ρ = 2^(−D/0.06), kept within ``decayRange``. Source: SPO, arXiv 2509.13232.
public struct RateTracker: Hashable, Sendable {
  /// Where the decay ρ stays: between counts worth 1/(1 − 0.875) = 8 and 1/(1 − 0.96) = 25 rollouts.
  public static let decayRange = 0.875...0.96
  /// The KL at which half of the past is forgotten.
  public static let halfLife = 0.06

  /// The faded count of successes.
  public private(set) var successes: Double
  /// The faded count of failures.
  public private(set) var failures: Double

  /// A tracker with these counts.
  ///
  /// - Precondition: both are above 0.
  public init(successes: Double, failures: Double) {
    precondition(successes > 0 && failures > 0, "a tracker's counts are above 0")
    self.successes = successes
    self.failures = failures
  }

  /// A tracker of a prompt with offline scores, above 0 for successes.
  ///
  /// N scores with k successes make α = 8 (k + ½)/(N + 1) and β = 8 (N − k + ½)/(N + 1), worth as much as the shortest
  /// memory; without any score α = β = ½.
  public init(offlineScores: [Double]) {
    let count = Double(offlineScores.count)
    let positive = Double(offlineScores.count { $0 > 0 })
    let memory = offlineScores.isEmpty ? 1 : 1 / (1 - Self.decayRange.lowerBound)
    self.init(
      successes: memory * (positive + 0.5) / (count + 1),
      failures: memory * (count - positive + 0.5) / (count + 1))
  }

  /// p̂, the tracked success rate.
  public var rate: Double { successes / (successes + failures) }

  /// What the prompt weighs when prompts are sampled: √(p̂(1 − p̂)) + 0.05.
  public var samplingWeight: Double { (rate * (1 - rate)).squareRoot() + 0.05 }

  /// ρ after the policy has moved by D, the mean |log-ratio| over the tokens of the prompt's previous response.
  public static func decay(distance: Double) -> Double {
    min(max(exp2(-distance / halfLife), decayRange.lowerBound), decayRange.upperBound)
  }

  /// Takes a rollout's reward into account.
  ///
  /// - Parameters:
  ///   - reward: between 0 and 1.
  ///   - decay: ρ; by default the past fades fastest.
  public mutating func update(reward: Double, decay: Double = decayRange.lowerBound) {
    precondition(reward >= 0 && reward <= 1, "a tracked reward lies between 0 and 1")
    successes = decay * successes + reward
    failures = decay * failures + 1 - reward
  }
}
