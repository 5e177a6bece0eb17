import RunStatistics

/// Which of two bounds a token's probability reached first, in many chains.
public struct Passages: Hashable, Codable, Sendable {
  /// How many chains fell to the lower bound first.
  public let lower: Int
  /// How many rose to the upper bound first.
  public let upper: Int
  /// How many reached neither.
  public let neither: Int

  /// The number of chains.
  public var chainCount: Int { lower + upper + neither }

  /// The share of chains that fell to the lower bound first, with its standard error; nil for a single chain.
  public var lowerShare: Estimate? { share(lower) }

  /// The share of chains that rose to the upper bound first, with its standard error; nil for a single chain.
  public var upperShare: Estimate? { share(upper) }

  private func share(_ count: Int) -> Estimate? {
    guard chainCount >= 2 else { return nil }
    let mean = Double(count) / Double(chainCount)
    return Estimate(
      value: mean, standardError: (mean * (1 - mean) / Double(chainCount - 1)).squareRoot(),
      degreesOfFreedom: chainCount - 1)
  }
}
