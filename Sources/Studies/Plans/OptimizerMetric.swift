/// The metric of a step, which decides how far a prompt's log-odds of success move for a unit of effective weight.
public enum OptimizerMetric: String, CaseIterable, Encodable, Sendable {
  /// dz/du ∝ Ω: the natural gradient, or a small step under a KL penalty; exact for any tabular policy.
  case natural
  /// dz/du ∝ Ω ρ(1 − ρ): the gradient by a logit.
  case vanilla

  /// m(ρ)/(ρ(1 − ρ)), with m = |∇ρ|² in the metric.
  func perLogit(_ spread: Double) -> Double {
    switch self {
    case .natural: 1
    case .vanilla: spread
    }
  }
}
