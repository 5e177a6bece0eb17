import Foundation
import RunStatistics

/// A measured quantity, ready to be judged.
public struct MeasuredQuantity: Hashable, Codable, Sendable {
  /// The scale on which the estimate is close to normal.
  public enum Scale: String, Hashable, Codable, Sendable {
    /// The estimate is the quantity.
    case linear
    /// The estimate is the quantity's natural logarithm, as for a ratio.
    case logarithmic
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

  /// The quantity itself.
  public var value: Double { scale == .linear ? estimate.value : exp(estimate.value) }

  /// Its interval at a confidence; for a ratio, symmetric in the logarithm.
  ///
  /// - Throws: `NumericsError` unless 0 < `confidence` < 1.
  public func interval(confidence: Double) throws -> Interval {
    let interval = try estimate.interval(confidence: confidence)
    return scale == .linear ? interval : interval.mapped { exp($0) }
  }
}
