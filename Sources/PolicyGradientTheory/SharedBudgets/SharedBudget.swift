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
    case .linear: return try LinearRateAllocation(population).plan(target: target)
    case .energy: return try EnergyRateAllocation(population).plan(target: target)
    }
  }

  /// The time in which a fixed weight on every prompt, ω_i ∝ ω(ρ_i), brings the mean success rate to a target.
  ///
  /// In a time s of their own the prompts move apart from each other, dx_i/ds = ω(ρ_i) in their log-odds; sharing the budget
  /// only stretches time. A linear budget takes ∫ Σ_i ω_i ds = Σ_i (x_i(s) − x_i(0)), an energy budget
  /// ∫ √(Σ_i ω_i² ρ_i(1 − ρ_i)) ds, until the mean rate is there.
  ///
  /// - Throws: as ``plan(for:target:)``, ``TheoryError/notPositive(name:value:rate:)`` where the weight is not positive,
  ///   ``TheoryError/certainSuccess(target:)`` where a prompt runs into a pole of the weight first.
  public func time(of weight: RateWeight, for population: Population, target: Double) throws -> Double {
    try Self.check(target, for: population)
    let groups = Dictionary(grouping: population.rates) { $0 }.sorted { $0.key < $1.key }
    let counts = groups.map { Double($0.value.count) }
    let starts = groups.map { LogOdds(rate: $0.key) }
    let flow = MeanFieldFlow(weight: weight, mobility: .natural)
    // When the last prompt is at the target, so is the mean.
    let horizon = try flow.solution(from: starts[0], to: LogOdds(rate: target)).end.time
    let prompts = try PopulationFlow(flow, starts: starts, until: horizon)
    let end = try RootFinding.root(from: 0, to: horizon) { time in
      let failures = try prompts.logOdds(at: time).map(\.failureRate)
      return (1 - target) * Double(population.rates.count) - innerProduct(counts, failures)
    }
    let ends = try prompts.logOdds(at: end)
    // The ceiling is an event of the solution, found to the last digits on either side.
    if let ceiling = prompts.ceiling, ends.contains(where: { $0.value > ceiling.value - 1e-6 }) {
      throw TheoryError.certainSuccess(target: target)
    }
    switch self {
    case .linear:
      return innerProduct(counts, zip(ends, starts).map { $0.value - $1.value })
    case .energy:
      return try Quadrature.integral(from: 0, to: end, relativeTolerance: 1e-10) { time in
        let squares = try prompts.logOdds(at: time).map { position in
          let weight = try weight.value(at: position)
          return weight * weight * position.variance
        }
        return innerProduct(counts, squares).squareRoot()
      }.value
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
