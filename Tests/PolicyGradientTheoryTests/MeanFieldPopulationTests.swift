import Algorithms
import Foundation
import PolicyGradientTheory
import Testing

@Suite("Mean field of many prompts")
struct MeanFieldPopulationTests {
  /// Thousands of prompts share solutions, of which each has to be found at its own place; every one is where it would
  /// be alone.
  @Test(arguments: [Mobility.natural, .vanilla])
  func companyDoesNotMatter(mobility: Mobility) throws {
    var rloo = try AlgorithmPreset.rloo.algorithm(.paper)
    rloo.groupSize = 8
    let flow = MeanFieldFlow(weight: RateWeight(of: try EffectiveWeight(of: rloo)), mobility: mobility)
    let starts = (0..<2000).map { 1 - pow(1 - (Double($0) + 0.5) / 2000, 1.0 / 9) }
    let together = try flow.rates(from: starts, at: [0, 1, 20])
    for index in stride(from: 0, to: 2000, by: 199) {
      let alone = try flow.rates(from: [starts[index]], at: [0, 1, 20])[0]
      for (left, right) in zip(together[index], alone) { #expect(abs(left - right) <= 1e-11 * right) }
    }
  }
}
