import Algorithms
import Foundation
import GSLNumerics
import PolicyGradientTheory
import Testing

@Suite("Laws of negative token filtering")
struct TokenFilterLawTests {
  static let laws: [(alpha: Double, beta: Double)] = [
    (6, 2), (1, 4), (0.5, 0.5), (2.5, 0.01), (0.001, 0.001), (40, 60), (3000, 10), (10_000, 10_000), (1, 500),
  ]

  static let pairs = laws.flatMap { good in laws.map { (good: good, bad: $0) } }

  static func fraction(_ fraction: Double, minimum: Int = 1) -> TokenFilter {
    .lowestProbability(keepFraction: fraction, minimum: minimum)
  }

  @Test(arguments: laws.indices)
  func probabilitiesThatSayNothingOfTheClassGiveTheDiagonal(index: Int) throws {
    let law = Self.laws[index]
    let population = try FilterPopulation(good: law, bad: law, goodShare: 0.3)
    let rule = ThresholdRule(population)
    #expect(abs(try rule.areaUnderCurve() - 0.5) <= 2e-11)
    for threshold in [0, 0.2, 0.5, 0.9, 1] {
      let point = try rule.point(at: threshold)
      #expect(point.falsePositiveRate == point.truePositiveRate)
    }
    let ranks = try LowestFractionRule(population, length: 10)
    for (kept, point) in ranks.points.enumerated() {
      #expect(abs(point.falsePositiveRate - Double(kept) / 10) <= 2e-11)
      #expect(point.falsePositiveRate == point.truePositiveRate)
    }
    #expect(abs(ranks.areaUnderCurve - 0.5) <= 1e-14)
  }

  @Test func exchangingTheClassesTurnsTheAreaOver() throws {
    for (good, bad) in Self.pairs {
      let area = try ThresholdRule(FilterPopulation(good: good, bad: bad)).areaUnderCurve()
      let turned = try ThresholdRule(FilterPopulation(good: bad, bad: good)).areaUnderCurve()
      #expect(abs(area + turned - 1) <= 3e-11, "\(good) \(bad): \(area) \(turned)")
      #expect(area >= 0 && area <= 1 + 1e-13)
    }
  }

  /// P(Beta(a, 1) < Beta(c, 1)) = c/(a + c): laws whose powers are uniform.
  @Test(arguments: [0.001, 0.3, 1, 7.5, 2000])
  func powersOfUniformNumbers(alpha: Double) throws {
    let area = try ThresholdRule(FilterPopulation(good: (alpha, 1), bad: (2.5, 1))).areaUnderCurve()
    let expected = (alpha + 1) / (alpha + 4.5)
    #expect(abs(area - expected) <= 1e-12 * expected, "\(area) \(expected)")
  }

  @Test func thresholdsAreMonotoneAndExactAtTheEnds() throws {
    for (good, bad) in Self.pairs {
      let rule = ThresholdRule(try FilterPopulation(good: good, bad: bad))
      #expect(try rule.point(at: 0) == FilterOperatingPoint(falsePositiveRate: 0, truePositiveRate: 0))
      #expect(try rule.point(at: 1) == FilterOperatingPoint(falsePositiveRate: 1, truePositiveRate: 1))
      let points = try (0...50).map { try rule.point(at: Double($0) / 50) }
      for (lower, upper) in zip(points, points.dropFirst()) {
        #expect(lower.falsePositiveRate <= upper.falsePositiveRate)
        #expect(lower.truePositiveRate <= upper.truePositiveRate)
      }
    }
  }

  /// However the classes are told apart, m of L tokens stay.
  @Test(arguments: [0, 0.2, 0.5, 1])
  func ofLTokensTheNumberKeptStays(share: Double) throws {
    for (good, bad) in Self.pairs {
      let rule = try LowestFractionRule(
        FilterPopulation(good: good, bad: bad, goodShare: share), length: 12)
      #expect(rule.points.count == 13)
      #expect(rule.points[0] == FilterOperatingPoint(falsePositiveRate: 0, truePositiveRate: 0))
      #expect(rule.points[12] == FilterOperatingPoint(falsePositiveRate: 1, truePositiveRate: 1))
      for (kept, point) in rule.points.enumerated() {
        let mean = share * point.falsePositiveRate + (1 - share) * point.truePositiveRate
        #expect(abs(mean - Double(kept) / 12) <= 2e-11, "\(good) \(bad) \(kept): \(mean)")
      }
    }
  }

  @Test func extremeFractionsAndOneToken() throws {
    let population = try FilterPopulation(good: (6, 2), bad: (1, 4))
    for length in [1, 2, 64] {
      let none = try population.operatingPoint(of: Self.fraction(0), length: length)
      #expect(none == FilterOperatingPoint(falsePositiveRate: 0, truePositiveRate: 0))
      let all = try population.operatingPoint(of: Self.fraction(1), length: length)
      #expect(all == FilterOperatingPoint(falsePositiveRate: 1, truePositiveRate: 1))
    }
    let single = try LowestFractionRule(population, length: 1)
    #expect(
      single.points.map(\.falsePositiveRate) == [0, 1] && single.points.map(\.truePositiveRate) == [0, 1])
    #expect(single.areaUnderCurve == 0.5)
  }

  /// For long responses the rule is the threshold at the κ-quantile; the distance falls at least like 1/√L.
  @Test func longResponsesHaveAThreshold() throws {
    let population = try FilterPopulation(good: (3, 2), bad: (2, 3), goodShare: 0.4)
    let rule = ThresholdRule(population)
    // 0.4 I_τ(4, 2) + 0.6 I_τ(3, 3) at τ = 0.55.
    let limit = try rule.point(at: 0.55)
    let quantile = 0.4 * limit.falsePositiveRate + 0.6 * limit.truePositiveRate
    var distances: [Double] = []
    for length in [64, 1024, 16_384] {
      let ranks = try LowestFractionRule(population, length: length)
      let kept = quantile * Double(length)
      let (lower, part) = (ranks.points[Int(kept)], kept - kept.rounded(.down))
      let upper = ranks.points[Int(kept) + 1]
      let between = lower.falsePositiveRate + part * (upper.falsePositiveRate - lower.falsePositiveRate)
      distances.append(abs(between - limit.falsePositiveRate))
    }
    #expect(distances[1] <= distances[0] / 4 && distances[2] <= distances[1] / 4, "\(distances)")
    let area = try rule.areaUnderCurve()
    let areas = try [64, 1024].map { try LowestFractionRule(population, length: $0).areaUnderCurve }
    #expect(areas[0] < areas[1] && areas[1] < area)
    #expect(area - areas[1] <= (area - areas[0]) / 4)
  }

  /// The minimum and the ceiling are the filter's own.
  @Test func filtersAreAsked() throws {
    let population = try FilterPopulation(good: (6, 2), bad: (1, 4))
    let ranks = try LowestFractionRule(population, length: 20)
    #expect(try population.operatingPoint(of: Self.fraction(0.2), length: 20) == ranks.points[4])
    #expect(try population.operatingPoint(of: Self.fraction(0.2, minimum: 7), length: 20) == ranks.points[7])
    #expect(
      try population.operatingPoint(of: Self.fraction(0.2, minimum: 99), length: 20) == ranks.points[20])
    #expect(try population.operatingPoint(of: Self.fraction(0.01, minimum: 0), length: 20) == ranks.points[1])
    #expect(
      try population.operatingPoint(of: .probabilityThreshold(0.5))
        == ThresholdRule(population).point(at: 0.5))
    let chance = try population.operatingPoint(of: .random(keepFraction: 0.3, minimum: 1, seed: 1), length: 9)
    #expect(chance == FilterOperatingPoint(falsePositiveRate: 3.0 / 9, truePositiveRate: 3.0 / 9))
    #expect(
      try population.operatingPoint(of: .none)
        == FilterOperatingPoint(falsePositiveRate: 1, truePositiveRate: 1))
  }

  @Test func keepProbabilitiesAreBinomial() throws {
    for (length, kept, quantile) in [(20, 4, 0.35), (7, 6, 0.9), (64, 7, 0.01), (1, 0, 0.5), (1, 1, 0.5)] {
      let others = try BinomialDistribution(trials: length - 1, successProbability: quantile)
      let expected = others.probabilities.prefix(kept).reduce(0, +)
      let observed = try LowestFractionRule.keepProbability(
        atQuantile: quantile, keptTokens: kept, of: length)
      #expect(abs(observed - expected) <= 1e-13)
    }
    for kept in 0...5 {
      let ends = try [0, 1].map {
        try LowestFractionRule.keepProbability(atQuantile: $0, keptTokens: kept, of: 5)
      }
      #expect(ends == [kept > 0 ? 1 : 0, kept == 5 ? 1 : 0])
    }
  }

  static let faults: [(@Sendable () throws -> Void, String)] = [
    (
      { _ = try FilterPopulation(good: (0, 2), bad: (1, 4)) },
      "the first shape of the good tokens is 0.0; it must be between 0.001 and 10000"
    ),
    (
      { _ = try FilterPopulation(good: (6, 2), bad: (1, .infinity)) },
      "the second shape of the bad tokens is inf; it must be between 0.001 and 10000"
    ),
    (
      { _ = try FilterPopulation(good: (6, 2), bad: (.nan, 4)) },
      "the first shape of the bad tokens is nan; it must be between 0.001 and 10000"
    ),
    (
      { _ = try FilterPopulation(good: (6, 2), bad: (1, 4), goodShare: 1.5) },
      "the share of good tokens is 1.5; it must be between 0 and 1"
    ),
    (
      { _ = try population.operatingPoint(of: .probabilityThreshold(-0.5)) },
      "the threshold is -0.5; it must be between 0 and 1"
    ),
    (
      { _ = try population.operatingPoint(of: fraction(.nan), length: 4) },
      "the fraction that is kept is nan; it must be between 0 and 1"
    ),
    (
      { _ = try population.operatingPoint(of: fraction(0.1), length: 0) },
      "the length is 0; a response has between 1 and 16384 tokens"
    ),
    (
      { _ = try LowestFractionRule(population, length: 20_000) },
      "the length is 20000; a response has between 1 and 16384 tokens"
    ),
    (
      { _ = try population.operatingPoint(of: fraction(0.1)) },
      "the filter, failures keep the 10 % of lowest probability, ranks the tokens of a response; say how many there are"
    ),
    (
      {
        _ = try population.operatingPoint(
          of: .surprisalCertainty(keepFraction: 0.5, minimum: 1, vocabularySize: 9), length: 4)
      },
      "the filter, failures keep the 50 % of most surprise in certainty, reads more than probabilities; the theory knows thresholds, lowest fractions and chance"
    ),
    (
      { _ = try LowestFractionRule.keepProbability(atQuantile: 2, keptTokens: 1, of: 4) },
      "the quantile is 2.0; it must be between 0 and 1"
    ),
    (
      { _ = try LowestFractionRule.keepProbability(atQuantile: 0.5, keptTokens: 5, of: 4) },
      "the number of tokens kept is 5.0; it must be between 0 and 4"
    ),
    (
      { _ = try DominantBadToken(probability: 1.2, alternativeSuccessRate: 0.5) },
      "the probability of the token is 1.2; it must be between 0 and 1"
    ),
    (
      { _ = try FilteredSoftmax(probabilities: [0.5, 0.5], successRates: [0.5, -1]) },
      "a success rate is -1.0; it must be between 0 and 1"
    ),
  ]

  static var population: FilterPopulation {
    get throws { try FilterPopulation(good: (6, 2), bad: (1, 4)) }
  }

  @Test(arguments: faults.indices)
  func errorsNameTheValue(index: Int) {
    let error = #expect(throws: FilterError.self) { try Self.faults[index].0() }
    #expect(error?.description == Self.faults[index].1)
  }
}
