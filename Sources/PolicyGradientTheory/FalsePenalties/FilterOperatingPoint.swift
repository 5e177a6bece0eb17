/// What a filter leaves of the penalties of failed responses.
public struct FilterOperatingPoint: Hashable, Sendable {
  /// The share of penalised good tokens that stay penalised: false penalties that the filter lets through.
  public let falsePositiveRate: Double
  /// The share of penalised bad tokens that stay penalised.
  public let truePositiveRate: Double

  /// A point of a curve.
  public init(falsePositiveRate: Double, truePositiveRate: Double) {
    self.falsePositiveRate = falsePositiveRate
    self.truePositiveRate = truePositiveRate
  }
}
