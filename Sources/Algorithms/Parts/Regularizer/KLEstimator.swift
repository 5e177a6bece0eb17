import Foundation

/// An estimate of KL(π‖π_ref) from one token's log-probabilities, with d = ℓ − ℓ_ref.
public struct KLEstimator: Hashable, Sendable {
  /// The formula.
  public enum Kind: String, CaseIterable, Sendable {
    /// d.
    case k1
    /// |d|.
    case absolute
    /// d²/2.
    case k2
    /// exp(−d) − 1 + d.
    case k3
  }

  /// The formula.
  public var kind: Kind
  /// k3's −d is kept within ± this before the exponential; nil without.
  public var logRatioLimit: Double?
  /// The estimate is kept within ± this; nil without.
  public var valueLimit: Double?
  /// Whether the gradient is k2's (unbiased for the KL's gradient), whatever the value.
  public var usesGradientOfK2: Bool

  /// An estimator; without limits unless told otherwise.
  public init(
    _ kind: Kind, logRatioLimit: Double? = nil, valueLimit: Double? = nil, usesGradientOfK2: Bool = false
  ) {
    self.kind = kind
    self.logRatioLimit = logRatioLimit
    self.valueLimit = valueLimit
    self.usesGradientOfK2 = usesGradientOfK2
  }

  /// The estimate and its derivative with respect to ℓ; a value at a limit has derivative 0.
  public func estimate(logProbability: Double, reference: Double) -> (value: Double, derivative: Double) {
    let difference = logProbability - reference
    var value: Double
    var derivative: Double
    switch kind {
    case .k1: (value, derivative) = (difference, 1)
    case .absolute: (value, derivative) = (abs(difference), difference == 0 ? 0 : (difference > 0 ? 1 : -1))
    case .k2: (value, derivative) = (0.5 * difference * difference, difference)
    case .k3:
      let limit = logRatioLimit ?? .infinity
      let exponent = min(max(-difference, -limit), limit)
      let growth = expm1(exponent)
      (value, derivative) = (growth - exponent, abs(difference) > limit ? 0 : -growth)
    }
    if let valueLimit, abs(value) > valueLimit {
      value = value > 0 ? valueLimit : -valueLimit
      derivative = 0
    }
    return (value, usesGradientOfK2 ? difference : derivative)
  }
}
