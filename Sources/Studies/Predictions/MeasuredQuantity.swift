import Foundation
import GSLNumerics
import RunStatistics

/// A measured quantity, ready to be judged.
public struct MeasuredQuantity: Hashable, Codable, Sendable {
  /// The scale on which the estimate is close to normal.
  public enum Scale: String, Hashable, Codable, Sendable {
    /// The estimate is the quantity.
    case linear
    /// The estimate is the quantity's natural logarithm, as for a ratio.
    case logarithmic
    /// The estimate is the share of the replicates that something is true of.
    case share
  }

  /// The estimate, on its scale.
  public let estimate: Estimate
  /// Its scale.
  public let scale: Scale
  /// The independent replicates behind it: seeds of a trained quantity, batches of a simulated one.
  public let replicates: Int

  /// A measured quantity.
  public init(estimate: Estimate, scale: Scale, replicates: Int) {
    self.estimate = estimate
    self.scale = scale
    self.replicates = replicates
  }

  /// The share k/N of N ≥ 2 replicates.
  init(share count: Int, of total: Int) {
    let share = Double(count) / Double(total)
    self.init(
      estimate: Estimate(
        value: share, standardError: (share * (1 - share) / Double(total - 1)).squareRoot(),
        degreesOfFreedom: total - 1), scale: .share, replicates: total)
  }

  /// The quantity itself.
  public var value: Double { scale == .logarithmic ? exp(estimate.value) : estimate.value }

  /// Its interval at a confidence; for a ratio, symmetric in the logarithm, and for a share that of Clopper and Pearson, which
  /// covers at least as often as it says.
  ///
  /// - Throws: `NumericsError` unless 0 < `confidence` < 1.
  public func interval(confidence: Double) throws -> Interval {
    switch scale {
    case .linear: try estimate.interval(confidence: confidence)
    case .logarithmic: try estimate.interval(confidence: confidence).mapped { exp($0) }
    case .share: try shareInterval(confidence: confidence)
    }
  }

  /// Quantiles of Beta(k, N − k + 1) and Beta(k + 1, N − k) (Clopper and Pearson, Biometrika 26, 1934).
  private func shareInterval(confidence: Double) throws -> Interval {
    let count = (estimate.value * Double(replicates)).rounded()
    let rest = Double(replicates) - count
    let tail = (1 - confidence) / 2
    return Interval(
      lower: count == 0 ? 0 : try BetaDistribution(alpha: count, beta: rest + 1).quantile(tail),
      upper: rest == 0 ? 1 : try BetaDistribution(alpha: count + 1, beta: rest).quantile(1 - tail),
      confidence: confidence)
  }
}
