import GSLNumerics

/// Negative token filtering by rank: of the L tokens of a failure the m least probable stay penalised (result 4.7).
///
/// The other L − 1 tokens are independent draws from the failures' mixture of good and bad ones. A token at quantile u of
/// that mixture stays with probability P(Bin(L − 1, u) < m), so that the rule is a threshold at chance: the m-th smallest
/// of the others' probabilities. For L → ∞ that is the m/L-quantile.
public struct LowestFractionRule: Sendable {
  /// The tokens.
  public let population: FilterPopulation
  /// L.
  public let length: Int
  /// What is left where m = 0, 1, …, L tokens stay: (0, 0) first, (1, 1) last.
  ///
  /// The mean over classes, by their share in failures, is m/L.
  public let points: [FilterOperatingPoint]

  /// The longest response.
  public static let longest = 16_384

  /// The rule for failed responses of L tokens.
  ///
  /// - Throws: ``FilterError/length(value:longest:)`` unless 1 ≤ L ≤ ``longest``; `NumericsError` where the probabilities of
  ///   ranks are not found to 1e-13.
  public init(_ population: FilterPopulation, length: Int) throws {
    guard (1...Self.longest).contains(length) else {
      throw FilterError.length(value: length, longest: Self.longest)
    }
    self.population = population
    self.length = length
    let ranks = try FailedTokenMeans(population).means { logOdds in
      let (below, above) = population.shares(splitAtLogOdds: logOdds)
      return try BinomialDistribution(trials: length - 1, successWeight: below, failureWeight: above)
        .probabilities
    }
    let keep = (Self.runningSums(ranks.good), Self.runningSums(ranks.bad))
    points = zip(keep.0, keep.1).map { FilterOperatingPoint(falsePositiveRate: $0, truePositiveRate: $1) }
  }

  /// The area under the curve whose points are joined by straight lines, which is what drawing lots between m and m + 1
  /// attains: P(rank of a bad token < rank of a good one in another failure), ties counted half.
  public var areaUnderCurve: Double {
    zip(points, points.dropFirst()).reduce(0) { sum, pair in
      sum + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
        * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
    }
  }

  /// The probability P(Bin(L − 1, u) < m) that a token at quantile u stays, where m of L tokens do.
  ///
  /// - Throws: ``FilterError`` unless 0 ≤ u ≤ 1, 1 ≤ L ≤ ``longest`` and 0 ≤ m ≤ L.
  public static func keepProbability(atQuantile quantile: Double, keptTokens: Int, of length: Int) throws
    -> Double
  {
    let quantile = try checkedShare(quantile, of: "the quantile")
    guard (1...longest).contains(length) else { throw FilterError.length(value: length, longest: longest) }
    guard (0...length).contains(keptTokens) else {
      throw FilterError.outOfRange(
        name: "the number of tokens kept", value: Double(keptTokens), legal: "between 0 and \(length)")
    }
    if keptTokens == 0 || keptTokens == length { return keptTokens == 0 ? 0 : 1 }
    return try BetaDistribution(alpha: Double(keptTokens), beta: Double(length - keptTokens))
      .upperTailProbability(at: quantile)
  }

  /// 0, p_0, p_0 + p_1, …, and exactly 1 at the end.
  private static func runningSums(_ probabilities: [Double]) -> [Double] {
    var sums = [0.0]
    for probability in probabilities.dropLast() { sums.append(min(1, sums[sums.count - 1] + probability)) }
    return sums + [1]
  }
}
