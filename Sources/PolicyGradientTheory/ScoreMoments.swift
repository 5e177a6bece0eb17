import Policies

/// The moments of reward and score that decide every question about a scalar baseline.
///
/// Notation: ρ = E r, s = ∇ log π(y), E± = E[|s|² | r = 1 / 0], variance = trace of the covariance. The moments of
/// a policy are exact; moments estimated from rollouts turn every formula into a prediction.
public struct ScoreMoments: Hashable, Codable, Sendable {
  /// ρ = E r, in [0, 1].
  public var successProbability: Double
  /// E|s|² ≥ 0; 0 for a deterministic policy.
  public var meanSquaredScoreNorm: Double
  /// E[r |s|²], between 0 and E|s|².
  public var successSquaredScoreNorm: Double
  /// |∇ρ|² with ∇ρ = E[r s].
  public var squaredGradientNorm: Double

  /// Moments as given.
  public init(
    successProbability: Double, meanSquaredScoreNorm: Double, successSquaredScoreNorm: Double,
    squaredGradientNorm: Double
  ) {
    self.successProbability = successProbability
    self.meanSquaredScoreNorm = meanSquaredScoreNorm
    self.successSquaredScoreNorm = successSquaredScoreNorm
    self.squaredGradientNorm = squaredGradientNorm
  }

  /// The exact moments of a policy.
  public init(of table: ResponseTable) {
    let gradient = table.successGradient
    self.init(
      // Exactly 0 or 1 where every response has the same reward, whatever the sum of the probabilities rounds to.
      successProbability: table.expectation(\.reward) / table.expectation { _ in 1 },
      meanSquaredScoreNorm: table.expectation(\.squaredScoreNorm),
      successSquaredScoreNorm: table.expectation { $0.reward * $0.squaredScoreNorm },
      squaredGradientNorm: innerProduct(gradient, gradient))
  }

  /// b* = E[r|s|²] / E|s|², the constant baseline of least variance (result 1.2).
  ///
  /// Above ρ iff successes have the larger scores (result 1.3). Nil where E|s|² = 0: a deterministic policy has
  /// no variance to minimise.
  public var optimalBaseline: Double? {
    meanSquaredScoreNorm > 0 ? successSquaredScoreNorm / meanSquaredScoreNorm : nil
  }

  /// V(b) = tr Var[(r − b) s] = E[r|s|²](1 − 2b) + b² E|s|² − |∇ρ|² (result 1.1, with r² = r).
  ///
  /// At ρ = 0 a baseline other than 0 leaves b² E|s|²: pure noise. Rounding below 0 is returned as 0.
  public func variance(baseline: Double) -> Double {
    let secondMoment =
      (1 - baseline) * (1 - baseline) * successSquaredScoreNorm
      + baseline * baseline * (meanSquaredScoreNorm - successSquaredScoreNorm)
    return max(0, secondMoment - squaredGradientNorm)
  }

  /// V(b*) = E|s|² b*(1 − b*) − |∇ρ|² (result 1.2); 0 for a deterministic policy.
  public var minimumVariance: Double {
    optimalBaseline.map { variance(baseline: $0) } ?? 0
  }

  /// V(b) − V(b*) = (b − b*)² E|s|² (result 1.2); 0 for a deterministic policy.
  public func regret(baseline: Double) -> Double {
    guard let optimalBaseline else { return 0 }
    return (baseline - optimalBaseline) * (baseline - optimalBaseline) * meanSquaredScoreNorm
  }

  /// σ₊² = E₊ − |μ₊|² with μ₊ = ∇ρ/ρ, the spread of a success's score; 0 where there are none.
  var successScoreVariance: Double {
    let rate = successProbability
    return rate > 0 ? max(0, successSquaredScoreNorm / rate - squaredGradientNorm / (rate * rate)) : 0
  }

  /// σ₋² = E₋ − |μ₋|² with μ₋ = −∇ρ/(1 − ρ), the spread of a failure's score; 0 where there are none.
  var failureScoreVariance: Double {
    let rate = 1 - successProbability
    guard rate > 0 else { return 0 }
    let failureSquaredNorm = (meanSquaredScoreNorm - successSquaredScoreNorm) / rate
    return max(0, failureSquaredNorm - squaredGradientNorm / (rate * rate))
  }
}
