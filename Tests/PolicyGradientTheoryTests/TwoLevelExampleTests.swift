import Algorithms
import Foundation
import PolicyGradientTheory
import Testing

@Suite("The two-level example")
struct TwoLevelExampleTests {
  static func single(baseline: Double) throws -> PenaltyScheme {
    try PenaltyScheme(singleRolloutsOf: .constantBaseline(baseline, groupSize: 1), otherRates: [])
  }

  @Test("4.10: the mean of a small step has the sign of x, that of a long one need not")
  func longStepsReverseTheDrift() throws {
    let example = try TwoLevelExample(visit: 0.9, success: 0.005)
    let scheme = try Self.single(baseline: 0.5)
    #expect(try example.drift(under: scheme, stepSize: 0.001) > 0)
    #expect(try example.drift(under: scheme, stepSize: 1) < 0)
  }

  @Test("4.10: the critical success tends to η b² (2q − 1)/(2n)")
  func theLeadingOrderOfTheCriticalSuccess() throws {
    for (size, steps) in [(1, 1.0), (8, 8.0)] {
      let scheme = try PenaltyScheme(groupsOf: .constantBaseline(0.5, groupSize: size))
      var last = Double.infinity
      for eta in [0.4, 0.1, 0.025] {
        let exact = try #require(
          try TwoLevelExample.criticalSuccess(visit: 0.9, under: scheme, stepSize: eta * steps))
        let lead = TwoLevelExample.leadingCriticalSuccess(
          visit: 0.9, baseline: 0.5, stepSize: eta * steps, rolloutCount: size)
        let error = abs(exact / lead - 1)
        #expect(error < last / 3, "the error falls with the step")
        last = error
      }
    }
    let rare = try TwoLevelExample.criticalSuccess(
      visit: 0.4, under: Self.single(baseline: 0.5), stepSize: 1)
    #expect(rare == nil, "below one half there is no reversal")
  }

  @Test("4.12: neither a group nor a filter ever lowers q", arguments: [0.6, 0.9, 0.99])
  func groupsAndFiltersOnlyRaise(visit: Double) throws {
    var filtered = Algorithm.constantBaseline(0.5, groupSize: 1)
    filtered.tokenFilter = .probabilityThreshold(0.5)
    let schemes = [
      try PenaltyScheme(groupsOf: .named("rloo", groupSize: 8)),
      try PenaltyScheme(singleRolloutsOf: filtered, otherRates: []),
    ]
    for scheme in schemes {
      let example = try TwoLevelExample(visit: visit, success: 0.05)
      #expect(try example.signDrift(under: scheme) > 0)
      #expect(try TwoLevelExample.signStall(success: 0.05, under: scheme) == nil)
      for eta in [0.1, 10, 1000] { #expect(try example.drift(under: scheme, stepSize: eta) > 0) }
    }
  }

  @Test("4.13: sign-like updates of single rollouts stall at 1/(2(1 − x))", arguments: [0.01, 0.05, 0.3])
  func signUpdatesStall(success: Double) throws {
    let scheme = try Self.single(baseline: 0.5)
    let stall = try #require(try TwoLevelExample.signStall(success: success, under: scheme))
    #expect(abs(stall - 1 / (2 * (1 - success))) <= 1e-12)
    let example = try TwoLevelExample(visit: 0.8, success: success)
    let drift = try example.signDrift(under: scheme)
    #expect(abs(drift - (1 - 1.6 * (1 - success))) <= 1e-14)
  }

  @Test("4.11: limits of the hitting probability")
  func hittingProbabilities() throws {
    let fair = try TwoLevelExample(visit: 0.5, success: 0)
    let half = try fair.hittingProbability(low: 0.1, before: 0.9, baseline: 0.5, stepSize: 0.1)
    #expect(abs(half - 0.5) <= 1e-15)
    let good = try TwoLevelExample(visit: 0.9, success: 0.01)
    let ever = try good.hittingProbability(low: 0.5, before: 1, baseline: 0.5, stepSize: 0.2)
    #expect(abs(ever - pow(1 / 9, 2 * 0.01 / (0.2 * 0.25))) <= 1e-14)
    let late = try good.hittingProbability(low: 0.5, before: 1 - 1e-12, baseline: 0.5, stepSize: 0.2)
    #expect(late < ever && late > 0.99 * ever)
  }

  @Test func illegalProbabilitiesAreRefused() {
    #expect(
      throws: TheoryError.notARate(
        name: "the probability of the good token", value: 1, legal: "between 0 and 1, both excluded")
    ) { try TwoLevelExample(visit: 1, success: 0.5) }
    #expect(
      throws: TheoryError.notARate(name: "the upper bound", value: 0.4, legal: "above 0.5 and at most 1")
    ) {
      try TwoLevelExample(visit: 0.5, success: 0.5).hittingProbability(
        low: 0.1, before: 0.4, baseline: 0.5, stepSize: 1)
    }
  }
}
