import Algorithms
import Foundation
import Policies
import RunStatistics
import Simulation
import Testing

/// The example of results 4.9 to 4.13: a root with two tokens, of which the first is taken with probability q.
struct TwoLevelTree {
  var probability: Double
  var firstRate: Double
  var secondRate = 0.0

  var tree: SequenceTree {
    get throws {
      try SequenceTree([
        TreeBranch("g", probability: probability, successRate: firstRate),
        TreeBranch("o", probability: 1 - probability, successRate: secondRate),
      ])
    }
  }

  func update(
    _ algorithm: Algorithm, rollouts: RolloutScheme = .group, rule: UpdateRule = .plain, stepSize: Double,
    logits: FreeLogits = .oneFewer
  ) throws -> TreeUpdate {
    try TreeUpdate(
      of: tree, algorithm: algorithm, rollouts: rollouts, rule: rule, stepSize: stepSize, logits: logits)
  }

  /// One rollout with an external baseline.
  static func single(_ baseline: Double) -> Algorithm {
    Algorithm(groupSize: 1, baseline: .constant(baseline))
  }

  /// The same with negative token filtering.
  static func filtered(_ baseline: Double, threshold: Double = 0.5) -> Algorithm {
    Algorithm(groupSize: 1, baseline: .constant(baseline), tokenFilter: .probabilityThreshold(threshold))
  }

  static func group(_ size: Int) -> Algorithm { Algorithm(groupSize: size, baseline: .leaveOneOut) }
}

func logit(_ rate: Double) -> Double { log(rate) - log1p(-rate) }

/// Expects an estimate within 4.5 standard errors of a value, which has an error of its own: a false alarm in 150,000.
func expectAgreement(
  _ estimate: Estimate?, _ value: Double, _ comment: String = "", error: Double = 0,
  location: SourceLocation = #_sourceLocation
) throws {
  let estimate = try #require(estimate, sourceLocation: location)
  #expect(
    abs(estimate.value - value) <= 4.5 * estimate.standardError + error + 1e-12 * abs(value),
    "\(comment): \(estimate.value) ± \(estimate.standardError) against \(value)", sourceLocation: location)
}
