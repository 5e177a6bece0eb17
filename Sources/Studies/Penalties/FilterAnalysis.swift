import Algorithms
import PolicyGradientTheory
import Populations

/// How well a filter of failures tells good tokens from bad ones: the `penalty filter` command.
public struct FilterAnalysis: Encodable, Sendable {
  /// Which tokens stay penalised.
  public enum Rule: String, Encodable, Sendable {
    /// Those of a probability that is at most τ.
    case threshold
    /// The least probable of a response.
    case lowestFraction
  }

  /// One setting of a filter, and what it leaves of the penalties.
  public struct Point: Sendable {
    /// τ; nil for ranks.
    public let threshold: Double?
    /// m; nil for thresholds.
    public let keptTokens: Int?
    /// κ as it was asked for, or m/L; nil for thresholds.
    public let keepFraction: Double?
    /// The shares of good and bad tokens that stay penalised.
    public let rates: FilterOperatingPoint
  }

  /// The tokens.
  public let population: FilterPopulation
  /// Which tokens stay penalised.
  public let rule: Rule
  /// L; nil for thresholds.
  public let length: Int?
  /// From (0, 0) to (1, 1).
  public let curve: [Point]
  /// P(q_bad < q_good) for thresholds; for ranks, under the straight lines between the points.
  public let areaUnderCurve: Double
  /// What the filter that was asked for leaves; nil where none was.
  public let operatingPoint: Point?

  /// The curve of thresholds, and the point of one where it is given.
  ///
  /// - Throws: `FilterError`, `NumericsError`.
  public init(_ population: FilterPopulation, threshold: Double? = nil) throws {
    self.population = population
    rule = .threshold
    length = nil
    curve = try Self.thresholds(of: population).map { try Point(population, threshold: $0) }
    areaUnderCurve = try ThresholdRule(population).areaUnderCurve()
    operatingPoint = try threshold.map { try Point(population, threshold: $0) }
  }

  /// The curve of ranks in failed responses of L tokens, and the point where a fraction is kept.
  ///
  /// - Throws: `FilterError`, `NumericsError`.
  public init(_ population: FilterPopulation, keepFraction: Double, length: Int) throws {
    let filter = TokenFilter.lowestProbability(keepFraction: keepFraction, minimum: 1)
    let rates = try population.operatingPoint(of: filter, length: length)
    let ranks = try LowestFractionRule(population, length: length)
    self.population = population
    rule = .lowestFraction
    self.length = length
    curve = ranks.points.enumerated().map { kept, rates in
      Point(
        threshold: nil, keptTokens: kept, keepFraction: Double(kept) / Double(length), rates: rates)
    }
    areaUnderCurve = ranks.areaUnderCurve
    operatingPoint = Point(
      threshold: nil, keptTokens: filter.keptCount(of: length), keepFraction: keepFraction, rates: rates)
  }

  /// 0, 0.01, …, 1, and where tokens of failures have their percentiles.
  private static func thresholds(of population: FilterPopulation) throws -> [Double] {
    let percents = (0...100).map { Double($0) / 100 }
    let percentiles = try [population.goodInFailures, population.badInFailures].flatMap { law in
      let mixture = try BetaMixture(components: [BetaMixture.Component(weight: 1, rates: law)])
      return (1...99).map { mixture.quantile(Double($0) / 100) }
    }
    return Set(percents + percentiles).sorted()
  }

  private enum CodingKeys: String, CodingKey {
    case goodBeta, badBeta, goodShare, rule, length, curve, areaUnderCurve, operatingPoint
  }

  /// Writes null for an operating point that was not asked for; the length only for ranks.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode([population.good.alpha, population.good.beta], forKey: .goodBeta)
    try container.encode([population.bad.alpha, population.bad.beta], forKey: .badBeta)
    try container.encode(population.goodShare, forKey: .goodShare)
    try container.encode(rule, forKey: .rule)
    try container.encodeIfPresent(length, forKey: .length)
    try container.encode(curve, forKey: .curve)
    try container.encode(areaUnderCurve, forKey: .areaUnderCurve)
    try container.encode(operatingPoint, forKey: .operatingPoint)
  }
}

extension FilterAnalysis.Point: Encodable {
  init(_ population: FilterPopulation, threshold: Double) throws {
    self.init(
      threshold: threshold, keptTokens: nil, keepFraction: nil,
      rates: try population.operatingPoint(of: .probabilityThreshold(threshold)))
  }

  private enum CodingKeys: String, CodingKey {
    case threshold, keptTokens, keepFraction, falsePositiveRate, truePositiveRate
  }

  /// Writes the keys of one rule.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(threshold, forKey: .threshold)
    try container.encodeIfPresent(keptTokens, forKey: .keptTokens)
    try container.encodeIfPresent(keepFraction, forKey: .keepFraction)
    try container.encode(rates.falsePositiveRate, forKey: .falsePositiveRate)
    try container.encode(rates.truePositiveRate, forKey: .truePositiveRate)
  }
}
