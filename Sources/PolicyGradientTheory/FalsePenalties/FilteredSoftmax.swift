import Algorithms
import Foundation
import Policies
import Rollouts

/// One softmax over actions, trained by single rollouts whose failures a filter thins out (result 4.8).
///
/// Action a has probability π_a and succeeds with probability Q_a; ρ = Σ π_a Q_a, and ∂ρ/∂z_a = π_a (Q_a − ρ) in the logits z.
/// The filter is asked for every action as the only token of a failed response.
public struct FilteredSoftmax: Sendable {
  /// π over the actions.
  public let probabilities: [Double]
  /// Q_a of every action.
  public let successRates: [Double]

  /// A softmax over actions.
  ///
  /// - Throws: `PolicyError` unless the probabilities lie in [0, 1] and sum to one, and there is a success rate for each;
  ///   ``FilterError/outOfRange(name:value:legal:)`` for a success rate outside [0, 1].
  public init(probabilities: [Double], successRates: [Double]) throws {
    self.probabilities = try TabularSoftmax(probabilities: probabilities).probabilities
    guard successRates.count == probabilities.count else {
      throw PolicyError.lengthMismatch(
        list: "success rates", count: successRates.count, expected: probabilities.count)
    }
    self.successRates = try successRates.map { try checkedShare($0, of: "a success rate") }
  }

  /// ρ.
  public var successProbability: Double { innerProduct(probabilities, successRates) }

  /// ∇ρ in the logits.
  public var successGradient: [Double] {
    let mean = successProbability
    return zip(probabilities, successRates).map { $0 * ($1 - mean) }
  }

  /// The expected logit gradient of one rollout, E[A(r) s_a 1{trained}], summed over actions and outcomes.
  ///
  /// - Parameter algorithm: its baseline and its filter are what matters.
  /// - Throws: ``TheoryError`` unless the reward alone decides the advantage of a single rollout; what the filter throws.
  public func expectedGradient(of algorithm: Algorithm) throws -> [Double] {
    let advantages = try Self.advantages(of: algorithm)
    let trains = try trainsFailures(algorithm.tokenFilter)
    return scoreSum { action in
      let failure = trains[action] ? advantages.failure : 0
      return successRates[action] * advantages.success + (1 - successRates[action]) * failure
    }
  }

  /// What the filter adds to the expected gradient, in closed form.
  ///
  ///     b Σ_{a filtered out} π_a (1 − Q_a) (e_a − π),    b = −A(0)
  ///
  /// Every probable action pushes itself up and all actions down, in proportion to its failures, good or bad.
  ///
  /// - Throws: as ``expectedGradient(of:)``.
  public func filterBias(of algorithm: Algorithm) throws -> [Double] {
    let advantages = try Self.advantages(of: algorithm)
    let trains = try trainsFailures(algorithm.tokenFilter)
    return scoreSum { trains[$0] ? 0 : -advantages.failure * (1 - successRates[$0]) }
  }

  /// The change of ρ along a gradient, to first order: Σ_a (∂ρ/∂z_a) G_a for a step of 1.
  public func successChange(along gradient: [Double]) -> Double {
    innerProduct(successGradient, gradient)
  }

  /// Σ_a π_a f(a) (e_a − π).
  private func scoreSum(_ factor: (Int) -> Double) -> [Double] {
    let terms = probabilities.indices.map { probabilities[$0] * factor($0) }
    let sum = terms.reduce(0, +)
    return zip(terms, probabilities).map { $0 - $1 * sum }
  }

  /// Whether the failure of an action trains it.
  private func trainsFailures(_ filter: TokenFilter) throws -> [Bool] {
    let everyAction = probabilities.map { _ in 1 }
    var batch = Batch(everyAction.map { Rollout(reward: 0, length: $0) }, groupSize: 1)
    var tokens = ResponseTokens(positionCounts: everyAction)
    tokens.logProbabilities = probabilities.map { log($0) }
    batch.tokens = tokens
    return try filter.keptTokens(of: batch, outcomes: probabilities.map { _ in 0 })
      ?? probabilities.map { _ in true }
  }

  private static func advantages(of algorithm: Algorithm) throws -> (success: Double, failure: Double) {
    var rule = algorithm
    rule.tokenFilter = .none
    try rule.checkBaselineIsKnown()
    try rule.checkCountsDecide()
    let advantages = try SingleRolloutAdvantages(of: rule, batchSize: 1)
    return (advantages.success[1], advantages.failure[0])
  }
}
