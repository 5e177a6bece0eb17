import Foundation
import GSLNumerics
import Policies
import Populations

/// What several prompts share while they are trained at once, under natural mobility (result 3.6).
public enum SharedBudget: String, CaseIterable, Sendable {
  /// Σ_i ω_i ≤ 1: a rate linear in the weights.
  case linear
  /// Σ_i ω_i² m_i ≤ 1: the energy of the updates, the extension of the single prompt's budget ∫ ω dρ to several.
  case energy

  /// The plan that brings the mean success rate to a target soonest.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 < target < 1,
  ///   ``TheoryError/targetReached(mean:target:)`` unless the target is above the mean; `NumericsError` where a root is not
  ///   found.
  public func plan(for population: Population, target: Double) throws -> SharedBudgetPlan {
    try Self.check(target, for: population)
    switch self {
    case .linear: return LinearRateAllocation(population).plan(target: target)
    case .energy: return try EnergyRateAllocation(population).plan(target: target)
    }
  }

  /// The time in which a fixed weight on every prompt, ω_i ∝ ω(ρ_i), brings the mean success rate to a target.
  ///
  /// The dynamics of all prompts are one system of differential equations in their log-odds, with the target as its event:
  /// dx_i/dt = ω_i / Σ_j ω_j, or ω_i / √(Σ_j ω_j² ρ_j(1 − ρ_j)).
  ///
  /// - Throws: as ``plan(for:target:)``, and ``TheoryError/notPositive(name:value:rate:)`` where the weight is not positive.
  public func time(of weight: RateWeight, for population: Population, target: Double) throws -> Double {
    try Self.check(target, for: population)
    let groups = Dictionary(grouping: population.rates) { $0 }.mapValues { Double($0.count) }
      .sorted { $0.key < $1.key }
    let counts = groups.map(\.value)
    let total = Double(population.rates.count)
    let equation = DifferentialEquation(dimension: groups.count, relativeTolerance: 1e-12) { _, state in
      let positions = state.map { LogOdds($0) }
      let weights = try positions.map { try weight.value(at: $0) }
      let rate = spending(counts: counts, weights: weights, positions: positions)
      return weights.map { $0 / rate }
    }
    let start = groups.map { LogOdds(rate: $0.key).value }
    let solution = try equation.solution(from: 0, state: start, to: .greatestFiniteMagnitude) { _, state in
      // Summed over failures, which stay exact where nearly all succeed.
      (1 - target) * total - innerProduct(counts, state.map { LogOdds($0).failureRate })
    }
    return solution.end.time
  }

  /// Σ_i ω_i, or √(Σ_i ω_i² m_i), of prompts that stand for `counts` prompts each.
  private func spending(counts: [Double], weights: [Double], positions: [LogOdds]) -> Double {
    switch self {
    case .linear: innerProduct(counts, weights)
    case .energy:
      innerProduct(counts, zip(weights, positions).map { $0 * $0 * $1.variance }).squareRoot()
    }
  }

  private static func check(_ target: Double, for population: Population) throws {
    guard target > 0 && target < 1 else {
      throw TheoryError.notARate(
        name: "the target success rate", value: target, legal: "between 0 and 1, both excluded")
    }
    guard target > population.meanRate else {
      throw TheoryError.targetReached(mean: population.meanRate, target: target)
    }
  }
}
