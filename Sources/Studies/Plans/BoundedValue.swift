/// A number of a plan with its 95 % interval.
public struct BoundedValue: Hashable, Encodable, Sendable {
  /// The number; nil where there is none.
  public let value: Double?
  /// The lower end of the interval; nil where rates are given and nothing is estimated.
  public let lower: Double?
  /// The upper end of the interval; nil where rates are given and nothing is estimated.
  public let upper: Double?

  /// A number, and the same number of every resample.
  ///
  /// The interval reaches from the 2.5th to the 97.5th percentile of the resamples, by linear interpolation between order
  /// statistics. There is none without a value or without resamples.
  public init(value: Double?, resamples: [Double]) {
    self.value = value
    let sorted = resamples.sorted()
    guard value != nil, !sorted.isEmpty else {
      (lower, upper) = (nil, nil)
      return
    }
    func percentile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let index = min(Int(position), sorted.count - 1)
      let next = min(index + 1, sorted.count - 1)
      let fraction = position - Double(index)
      // On a number, or between equal ones, there is nothing to interpolate: next to infinity that would be no number.
      return fraction == 0 || sorted[index] == sorted[next]
        ? sorted[index]
        : sorted[index] + fraction * (sorted[next] - sorted[index])
    }
    (lower, upper) = (percentile(0.025), percentile(0.975))
  }

  private enum CodingKeys: String, CodingKey { case value, lower, upper }

  /// Writes null for what is missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(lower, forKey: .lower)
    try container.encode(upper, forKey: .upper)
  }
}
