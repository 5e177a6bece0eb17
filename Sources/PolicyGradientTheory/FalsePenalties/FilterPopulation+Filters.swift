import Algorithms

extension FilterPopulation {
  /// What an algorithm's filter leaves of the penalties of failed responses.
  ///
  /// A filter that keeps tokens at random keeps the same share of both classes; no filter keeps all.
  ///
  /// - Parameters:
  ///   - filter: the algorithm's own value.
  ///   - length: L, the number of tokens of a failed response; only ranks depend on it.
  /// - Throws: ``FilterError`` for a threshold or a fraction outside [0, 1], for a filter of ranks without a length or with
  ///   one out of range, and for a filter that reads entropies; `NumericsError` as ``LowestFractionRule``.
  public func operatingPoint(of filter: TokenFilter, length: Int? = nil) throws -> FilterOperatingPoint {
    switch filter {
    case .none: return FilterOperatingPoint(falsePositiveRate: 1, truePositiveRate: 1)
    case .probabilityThreshold(let threshold): return try ThresholdRule(self).point(at: threshold)
    case .lowestProbability(let fraction, _, _):
      let kept = try keptCount(by: filter, keepFraction: fraction, of: length)
      return try LowestFractionRule(self, length: kept.length).points[kept.count]
    case .random(let fraction, _, _):
      let kept = try keptCount(by: filter, keepFraction: fraction, of: length)
      let share = Double(kept.count) / Double(kept.length)
      return FilterOperatingPoint(falsePositiveRate: share, truePositiveRate: share)
    case .surprisalCertainty: throw FilterError.needsMoreThanProbabilities(summary: filter.summary)
    }
  }

  /// How many of a response's tokens a filter of ranks keeps, which only the filter knows, once its numbers are legal.
  private func keptCount(
    by filter: TokenFilter, keepFraction: Double, of length: Int?
  ) throws -> (count: Int, length: Int) {
    _ = try checkedShare(keepFraction, of: "the fraction that is kept")
    guard let length else { throw FilterError.missingLength(summary: filter.summary) }
    guard (1...LowestFractionRule.longest).contains(length), let count = filter.keptCount(of: length) else {
      throw FilterError.length(value: length, longest: LowestFractionRule.longest)
    }
    return (count, length)
  }
}
