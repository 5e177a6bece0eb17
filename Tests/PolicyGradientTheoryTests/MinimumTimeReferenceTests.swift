import Algorithms
import Foundation
import PolicyGradientTheory
import Populations
import Testing

@Suite("Results 3.1–3.6 against independent 22-digit values")
struct MinimumTimeReferenceTests {
  @Test func everyEntryIsRead() {
    #expect(MinimumTimeReference.all.count == 51)
  }

  @Test(arguments: MinimumTimeReference.of("T3.TB", "T3.budget"))
  func optima(entry: MinimumTimeReference) throws {
    let problem = try entry.problem
    try entry.check("TB", problem.optimum.value)
    try entry.check("TB", problem.closedForm?.time(over: problem.range))
    #expect(problem.optimum.error <= 1e-11 * problem.optimum.value)
  }

  static func weight(_ name: String) throws -> EffectiveWeight {
    if name == "reinforce" { return try EffectiveWeight(of: AlgorithmPreset.reinforce.algorithm()) }
    return try EffectiveWeight(of: WeightReference.algorithm(name, groupSize: 8))
  }

  @Test(arguments: MinimumTimeReference.of("T3.ratio"))
  func limits(entry: MinimumTimeReference) throws {
    let limit = try #require(Self.weight(entry.inputs.alg ?? "").limit)
    try entry.check("ratio", entry.problem.ratio(of: RateWeight(of: limit)))
  }

  @Test(arguments: MinimumTimeReference.of("T3.ratio_n"))
  func finiteGroups(entry: MinimumTimeReference) throws {
    let weight = try Self.weight(entry.inputs.alg ?? "")
    #expect(entry.inputs.n == "\(weight.rule.groupSize)")
    try entry.check("ratio", entry.problem.ratio(of: RateWeight(of: weight)))
  }

  @Test(arguments: MinimumTimeReference.of("T3.finite_opt"))
  func finiteOptima(entry: MinimumTimeReference) throws {
    let problem = try entry.problem
    let optimum = try FiniteGroupOptimum(
      of: problem, groupSize: #require(entry.inputs.n.flatMap { Int($0) }), nonNegative: false)
    try entry.check("ratio", optimum.time / problem.optimum.value)
    try entry.check("ratio", optimum.lowerBound / problem.optimum.value)
    try entry.check("ratio", problem.ratio(of: optimum.weight))
  }

  @Test func populations() throws {
    for entry in MinimumTimeReference.of("T3.pop_linear", "T3.pop_linear2", "T3.pop_energy", "T3.pop_switch")
    {
      let population = try Population(rates: entry.inputs.rho0.values)
      let target = entry.inputs.target.flatMap(Double.init) ?? 0.7
      switch entry.quantity {
      case "T3.pop_switch":
        try entry.check("target", SharedBudget.linear.plan(for: population, target: target).switchTarget)
      case "T3.pop_energy":
        let plan = try SharedBudget.energy.plan(for: population, target: target)
        try entry.check("T", plan.time)
        for prompt in 0..<3 { try entry.check("rho\(prompt + 1)", plan.finalRates[prompt]) }
      default:
        try entry.check("T", SharedBudget.linear.plan(for: population, target: target).time)
      }
    }
  }
}
