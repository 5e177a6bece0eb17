import Foundation
import PolicyGradientTheory
import Populations
import Testing

@Suite("Results 3.5 and 3.6 against independent 22-digit values")
struct MinimumTimeReferenceTests {
  @Test func everyEntryIsRead() {
    #expect(MinimumTimeReference.all.count == 7)
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
