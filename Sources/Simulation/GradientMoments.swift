import Policies

/// Mean and variance of a gradient estimate beside the true gradient it estimates.
public struct GradientMoments: Hashable, Codable, Sendable {
  /// tr Var g ≥ 0.
  public let variance: Double
  /// ⟨E g, ∇ρ⟩ / |∇ρ|²: 1 for an unbiased estimate; nil where ∇ρ = 0.
  public let shrinkage: Double?
  /// The norm of the part of E g across ∇ρ, relative to |∇ρ|: 0 for an estimate that only shrinks; nil where
  /// ∇ρ = 0.
  public let offAxisBias: Double?

  /// variance / shrinkage², the variance after scaling the estimate to the signal of an unbiased one.
  ///
  /// The only fair comparison of in-sample with leave-one-out baselines. Nil where there is no signal.
  public var varianceAtEqualSignal: Double? {
    shrinkage.flatMap { $0 != 0 ? variance / ($0 * $0) : nil }
  }

  /// Moments as given.
  public init(variance: Double, shrinkage: Double?, offAxisBias: Double?) {
    self.variance = variance
    self.shrinkage = shrinkage
    self.offAxisBias = offAxisBias
  }

  /// Moments of an estimate with mean E g of the true gradient.
  public init(variance: Double, mean: [Double], gradient: [Double]) {
    let squaredGradient = innerProduct(gradient, gradient)
    self.variance = variance
    guard squaredGradient > 0 else {
      shrinkage = nil
      offAxisBias = nil
      return
    }
    let along = innerProduct(mean, gradient) / squaredGradient
    let across = zip(mean, gradient).map { $0 - along * $1 }
    shrinkage = along
    offAxisBias = (innerProduct(across, across) / squaredGradient).squareRoot()
  }
}
