import Algorithms
import Foundation
import PolicyGradientTheory
import Testing

@Suite("Results 4.7 and 4.9 against independent 22-digit values")
struct TokenFilterReferenceTests {
  @Test func everyEntryIsRead() {
    #expect(TokenFilterReference.all.count == 24)
  }

  static func population(_ entry: TokenFilterReference) throws -> FilterPopulation {
    try FilterPopulation(
      good: (entry.number("a1"), entry.number("b1")), bad: (entry.number("a0"), entry.number("b0")),
      goodShare: entry.inputs["share"].flatMap(Double.init) ?? 0.5)
  }

  @Test(arguments: TokenFilterReference.of("T4.roc"))
  func thresholds(entry: TokenFilterReference) throws {
    let rule = ThresholdRule(try Self.population(entry))
    let point = try rule.point(at: entry.number("tau"))
    try entry.check("FPR", point.falsePositiveRate)
    try entry.check("TPR", point.truePositiveRate)
    try entry.check("AUC", rule.areaUnderCurve())
  }

  /// Shapes below 1 and of many digits, and shapes of thousands, where GSL's own error is larger.
  @Test(arguments: TokenFilterReference.of("T4.auc"))
  func areas(entry: TokenFilterReference) throws {
    let isLarge = try entry.number("a1") > 100
    try entry.check(
      "AUC", ThresholdRule(Self.population(entry)).areaUnderCurve(), relative: isLarge ? 1e-10 : 1e-12)
  }

  @Test(arguments: TokenFilterReference.of("T4.fracfilter"))
  func keepProbabilities(entry: TokenFilterReference) throws {
    let length = Int(try entry.number("L"))
    let filter = TokenFilter.lowestProbability(keepFraction: try entry.number("kappa"), minimum: 1)
    try entry.check(
      "keep",
      LowestFractionRule.keepProbability(
        atQuantile: entry.number("u"), keptTokens: #require(filter.keptCount(of: length)), of: length))
  }

  @Test(arguments: TokenFilterReference.of("T4.lowest"))
  func lowestFractions(entry: TokenFilterReference) throws {
    let point = try Self.population(entry).operatingPoint(
      of: .lowestProbability(keepFraction: entry.number("kappa"), minimum: 1),
      length: Int(entry.number("L")))
    try entry.check("FPR", point.falsePositiveRate)
    try entry.check("TPR", point.truePositiveRate)
  }

  @Test(arguments: TokenFilterReference.of("T4.lock"))
  func lockIn(entry: TokenFilterReference) throws {
    let step = try entry.number("eta")
    let token = try DominantBadToken(
      probability: entry.number("q"), alternativeSuccessRate: entry.number("Q"))
    try entry.check("ntf", step * token.filteredGradient(baseline: entry.number("b")))
    try entry.check("unfiltered", step * token.unfilteredGradient)
  }
}
