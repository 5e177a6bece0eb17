/// A two-sided confidence interval.
public struct Interval: Hashable, Codable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The probability with which intervals made this way cover the truth, in (0, 1).
  public let confidence: Double

  /// The interval from `lower` to `upper`.
  public init(lower: Double, upper: Double, confidence: Double) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// The interval of f(x) for an increasing f, such as exp.
  public func mapped(_ increasing: (Double) -> Double) -> Interval {
    Interval(lower: increasing(lower), upper: increasing(upper), confidence: confidence)
  }
}
