import RunStatistics

/// One quantity of many independent chains at one time.
public struct ChainSample: Hashable, Codable, Sendable {
  /// The quantity of every chain.
  public let values: [Double]

  /// A sample of these values, at least one.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "a sample needs a chain")
    self.values = values
  }

  /// The mean over chains with its standard error; nil for a single chain.
  public var mean: Estimate? { Estimate(meanOf: values) }

  /// The share of chains strictly below a bound, such as those that have collapsed, with its standard error; nil for a single
  /// chain.
  public func share(below bound: Double) -> Estimate? {
    Estimate(meanOf: values.map { $0 < bound ? 1 : 0 })
  }

  /// The value below which a share of the chains lies: linear between the ordered values, of which the first has share 0 and
  /// the last share 1.
  ///
  /// - Precondition: `share` in [0, 1].
  public func quantile(_ share: Double) -> Double {
    precondition(share >= 0 && share <= 1, "a share of the chains lies between 0 and 1")
    let ordered = values.sorted()
    let place = share * Double(ordered.count - 1)
    let index = min(Int(place), ordered.count - 1)
    guard index + 1 < ordered.count else { return ordered[index] }
    return ordered[index] + (place - Double(index)) * (ordered[index + 1] - ordered[index])
  }
}
