import Algorithms
import Foundation
import GSLNumerics
import PolicyGradientTheory
import Populations
import RandomStreams
import Testing

@Suite("Prompts that share a budget")
struct SharedBudgetTests {
  static let three = try? Population(rates: [0.02, 0.2, 0.6])

  static func logOdds(_ rate: Double) -> Double { log(rate / (1 - rate)) }

  /// The least time over all subsets that are brought to one level.
  static func bruteForce(_ rates: [Double], target: Double) -> Double {
    (1..<(1 << rates.count)).reduce(.infinity) { best, mask in
      let members = rates.indices.filter { mask >> $0 & 1 == 1 }
      let others = rates.indices.filter { mask >> $0 & 1 == 0 }.map { rates[$0] }
      let level = (Double(rates.count) * target - others.reduce(0, +)) / Double(members.count)
      guard level > 0 && level < 1, members.allSatisfy({ rates[$0] <= level }) else { return best }
      return min(best, members.reduce(0) { $0 + logOdds(level) - logOdds(rates[$1]) })
    }
  }

  @Test func noSubsetIsFasterThanTheLinearPlan() throws {
    var stream = StreamPath(seed: 3)["subsets"].stream()
    for trial in 0..<2000 {
      let count = 1 + trial % 7
      let rates = (0..<count).map { _ in
        trial.isMultiple(of: 2) ? 0.001 + 0.998 * stream.uniform() : 1 / (1 + exp(16 * stream.uniform() - 8))
      }
      let population = try Population(rates: rates)
      let target = population.meanRate + (1 - population.meanRate) * (0.001 + 0.99 * stream.uniform())
      let plan = try SharedBudget.linear.plan(for: population, target: target)
      let least = Self.bruteForce(rates, target: target)
      #expect(abs(plan.time - least) <= 1e-9 * max(1, least), "\(rates) \(target)")
      let mean = plan.finalRates.reduce(0, +) / Double(count)
      #expect(abs(mean - target) <= 1e-12)
      let work = zip(plan.finalRates, rates).reduce(0) { $0 + Self.logOdds($1.0) - Self.logOdds($1.1) }
      #expect(abs(work - plan.time) <= 1e-9 * max(1, plan.time))
      #expect(zip(plan.finalRates, rates).allSatisfy { $0 >= $1 })
    }
  }

  @Test func theHardestPromptIsAbandonedBelowTheSwitch() throws {
    let population = try #require(Self.three)
    let target = try #require(SharedBudget.linear.plan(for: population, target: 0.5).switchTarget)
    #expect(try SharedBudget.linear.plan(for: population, target: target - 1e-6).finalRates[0] == 0.02)
    #expect(try SharedBudget.linear.plan(for: population, target: target + 1e-6).finalRates[0] > 0.5)
    // Where all are above 1/2 the problem is convex, and the lowest prompt is raised first.
    let easy = try Population(rates: [0.55, 0.7, 0.9])
    #expect(try SharedBudget.linear.plan(for: easy, target: 0.75).switchTarget == nil)
    #expect(try SharedBudget.linear.plan(for: Population(rates: [0.1]), target: 0.5).switchTarget == nil)
  }

  @Test func aSinglePromptTakesItsMinimumTime() throws {
    let population = try Population(rates: [0.05])
    let plan = try SharedBudget.energy.plan(for: population, target: 0.8)
    let range = try RateRange(from: 0.05, to: 0.8)
    let least = try MinimumTime(clock: .regular, mobility: .natural, range: range).optimum.value
    #expect(abs(plan.time * plan.time / least - 1) <= 1e-12)
    #expect(abs(plan.finalRates[0] - 0.8) <= 1e-14)
    let linear = try SharedBudget.linear.plan(for: population, target: 0.8)
    #expect(abs(linear.time - (Self.logOdds(0.8) - Self.logOdds(0.05))) <= 1e-13)
  }

  /// u_i(T) − u_i(0) = μ sin u_i(T) with one μ, and no nearby plan of equal mean is shorter.
  @Test func theEnergyPlanIsStationary() throws {
    let population = try Population(rates: [0.001, 0.02, 0.2, 0.2, 0.6, 0.97])
    let plan = try SharedBudget.energy.plan(for: population, target: 0.8)
    func angle(_ rate: Double) -> Double { 2 * asin(rate.squareRoot()) }
    let multipliers = zip(plan.finalRates, population.rates).map { final, start in
      (angle(final) - angle(start)) / sin(angle(final))
    }
    for multiplier in multipliers { #expect(abs(multiplier / multipliers[0] - 1) <= 1e-9) }
    #expect(abs(plan.finalRates.reduce(0, +) / 6 - 0.8) <= 1e-13)
    for (one, other) in [(0, 1), (2, 4), (5, 3)] {
      for shift in [1e-3, -1e-3] {
        var moved = plan.finalRates
        moved[one] += shift
        moved[other] -= shift
        let length = zip(moved, population.rates).reduce(0) { $0 + pow(angle($1.0) - angle($1.1), 2) }
        #expect(length.squareRoot() > plan.time)
      }
    }
  }

  /// The times of fixed rules of result 3.6, as printed.
  @Test func fixedRules() throws {
    let population = try #require(Self.three)
    let printed: [(AlgorithmPreset, low: String, high: String, energy: String)] = [
      (.reinforce, "6.75", "9.06", "1.965"), (.grpo, "6.86", "9.34", "1.890"),
      (.linearR, "6.22", "7.59", "1.874"), (.sqrtR, "6.35", "7.88", "1.844"),
    ]
    for (preset, low, high, energy) in printed {
      let weight = RateWeight(of: try #require(EffectiveWeight(of: preset.algorithm()).limit))
      for (budget, target, text) in [
        (SharedBudget.linear, 0.6, low), (.linear, 0.7, high), (.energy, 0.7, energy),
      ] {
        let time = try budget.time(of: weight, for: population, target: target)
        let expected = try #require(Double(text))
        let unit = pow(10, -Double(text.split(separator: ".")[1].count))
        #expect(abs(time - expected) <= 0.5000001 * unit, "\(preset) \(budget) \(target): \(time)")
        #expect(time >= (try budget.plan(for: population, target: target).time))
      }
    }
  }

  /// The limit of GRPO has a pole at certain success, which a prompt near it reaches in a finite time; groups have none.
  @Test func aPromptThatRunsIntoAPoleEndsTheStory() throws {
    let population = try Population(rates: [0.001, 0.5])
    let effective = try EffectiveWeight(of: AlgorithmPreset.grpo.algorithm().setting("groupSize=8"))
    let limit = RateWeight(of: try #require(effective.limit))
    for budget in SharedBudget.allCases {
      let error = #expect(throws: TheoryError.self) {
        try budget.time(of: limit, for: population, target: 0.95)
      }
      #expect(
        error?.description
          == "a prompt succeeds for certain before the mean reaches 0.95, and there the weight has no bound; give --group-size, for no finite group has a pole"
      )
      let time = try budget.time(of: RateWeight(of: effective), for: population, target: 0.95)
      #expect(time > (try budget.plan(for: population, target: 0.95).time))
    }
  }

  /// However hard the hardest prompt is, there is a target from which on it is worked on.
  @Test(arguments: [1e-3, 1e-8, 1e-13, 1e-100, 1e-300])
  func theSwitchOfAHopelessPrompt(hardest: Double) throws {
    let population = try Population(rates: [hardest, 0.5])
    let plan = try SharedBudget.linear.plan(for: population, target: 0.4)
    let target = try #require(plan.switchTarget)
    #expect(target > 0.4 && target <= (1 + hardest) / 2)
    // At the switch both take equally long: logit(2t − ρ₀) against 2 logit(t) − logit(ρ₀), where that can be resolved.
    if hardest >= 1e-8 {
      let others = Self.logOdds(2 * target - hardest)
      let all = 2 * Self.logOdds(target) - Self.logOdds(hardest)
      #expect(abs(others - all) <= 1e-6 * all)
    }
  }

  /// A thousand prompts of a distribution, against a sum of the same prompts in a system of differential equations.
  @Test func manyPromptsAgreeWithOneSystemOfEquations() throws {
    let mixture = try BetaMixture(parsing: "0.7*beta(1,9)+0.3*beta(6,2)")
    let population = try mixture.population(count: 40)
    let weight = RateWeight(
      of: try EffectiveWeight(of: AlgorithmPreset.sqrtR.algorithm().setting("groupSize=8")))
    for budget in SharedBudget.allCases {
      let system = DifferentialEquation(dimension: 40) { _, state in
        let positions = state.map { LogOdds($0) }
        let weights = try positions.map { try weight.value(at: $0) }
        let spent = zip(weights, positions).map { weight, position in
          budget == .linear ? weight : weight * weight * position.variance
        }.reduce(0, +)
        return weights.map { $0 / (budget == .linear ? spent : spent.squareRoot()) }
      }
      let start = population.rates.map { LogOdds(rate: $0).value }
      let solution = try system.solution(from: 0, state: start, to: 1e6) { _, state in
        state.map { LogOdds($0).rate }.reduce(0, +) - 40 * 0.7
      }
      let time = try budget.time(of: weight, for: population, target: 0.7)
      #expect(abs(time / solution.end.time - 1) <= 1e-9, "\(budget): \(time) \(solution.end.time)")
    }
  }

  /// Equal prompts stand for one: times scale by their number (linear), or by its root (energy).
  @Test func copiesOfAPopulation() throws {
    let one = try #require(Self.three)
    let four = try Population(rates: (0..<4).flatMap { _ in one.rates })
    let weight = RateWeight(of: try #require(EffectiveWeight(of: AlgorithmPreset.sqrtR.algorithm()).limit))
    for (budget, factor) in [(SharedBudget.linear, 4.0), (.energy, 2.0)] {
      let alone = try budget.time(of: weight, for: one, target: 0.7)
      let together = try budget.time(of: weight, for: four, target: 0.7)
      #expect(abs(together / alone / factor - 1) <= 1e-10)
    }
    let plans = try [one, four].map { try SharedBudget.energy.plan(for: $0, target: 0.7).time }
    #expect(abs(plans[1] / plans[0] / 2 - 1) <= 1e-12)
  }

  @Test(arguments: [
    (
      0.2,
      "the target is 0.2, and the mean success rate is 0.5 already; the target must be above it and below 1"
    ),
    (
      0.5,
      "the target is 0.5, and the mean success rate is 0.5 already; the target must be above it and below 1"
    ),
    (1, "the target success rate is 1.0; it must be between 0 and 1, both excluded"),
    (Double.nan, "the target success rate is nan; it must be between 0 and 1, both excluded"),
  ])
  func targetsAreAboveTheMean(target: Double, message: String) throws {
    let population = try Population(rates: [0.25, 0.75])
    for budget in SharedBudget.allCases {
      let error = #expect(throws: TheoryError.self) { try budget.plan(for: population, target: target) }
      #expect(error?.description == message)
    }
  }
}
