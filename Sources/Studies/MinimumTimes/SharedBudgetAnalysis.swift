import Algorithms
import PolicyGradientTheory
import Populations
import Reporting
import RunFiles

/// How several prompts share one budget, and what fixed rules lose against that: `weight population`.
public struct SharedBudgetAnalysis: Encodable, Sendable {
  /// One fixed rule.
  public struct Rule: Encodable, Sendable {
    /// The algorithm's name.
    public let algorithm: String
    /// When its weights reach the target; nil where they never do.
    public let time: Double?
    /// That time over the least.
    public let ratio: Double?
    /// Why they never do.
    public let obstacle: String?
  }

  let budget: SharedBudget
  let population: Population
  let target: Double
  let groupSize: Int?
  /// The least time, with a budget rate of 1.
  public let time: Double
  /// ρ_i at the end, in the order of the prompts.
  public let finalRates: [Double]
  /// The target above which the hardest prompt is worked on; nil where it always is.
  public let switchTarget: Double?
  /// The fixed rules.
  public let rules: [Rule]

  /// The rules that are compared where none are named.
  public static let defaultAlgorithms = ["reinforce", "grpo", "linear-r", "sqrt-r"]

  /// Solves the problem of a population.
  ///
  /// - Parameters:
  ///   - algorithms: the fixed rules and their names.
  ///   - groupSize: the rollouts of a group under a rule; nil for the limit of large groups.
  /// - Throws: ``RunError`` naming the rule, or what is wrong with the target.
  public init(
    _ population: Population, target: Double, budget: SharedBudget,
    algorithms: [(name: String, algorithm: Algorithm)], groupSize: Int? = nil
  ) throws {
    let plan = try budget.plan(for: population, target: target)
    self.budget = budget
    self.population = population
    self.target = target
    self.groupSize = groupSize
    time = plan.time
    finalRates = plan.finalRates
    switchTarget = plan.switchTarget
    rules = try algorithms.map { name, algorithm in
      try naming(name) {
        let effective = try effectiveWeight(of: (name, algorithm))
        let limit = effective.limit.map { RateWeight(of: $0) }
        guard let weight = groupSize == nil ? limit : RateWeight(of: effective) else {
          throw RunError(.badData, "\(name): its weight has no limit for large groups; give --group-size")
        }
        do {
          let time = try budget.time(of: weight, for: population, target: target)
          return Rule(algorithm: name, time: time, ratio: time / plan.time, obstacle: nil)
        } catch let error as TheoryError {
          guard case .certainSuccess = error else { throw error }
          return Rule(algorithm: name, time: nil, ratio: nil, obstacle: "\(error)")
        }
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case budget, target, meanRate, groupSize, time, finalRates, switchTarget, rules
  }

  /// Writes the plan, with null for a switch that does not exist, and the rules.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(budget.rawValue, forKey: .budget)
    try container.encode(target, forKey: .target)
    try container.encode(population.meanRate, forKey: .meanRate)
    try container.encodeIfPresent(groupSize, forKey: .groupSize)
    try container.encode(time, forKey: .time)
    try container.encode(finalRates, forKey: .finalRates)
    try container.encode(switchTarget, forKey: .switchTarget)
    try container.encode(rules, forKey: .rules)
  }

  private static let listedPrompts = 20

  private var obstacles: [String] {
    rules.compactMap { rule in rule.obstacle.map { "\(rule.algorithm): \($0)" } }
  }

  /// The plan and the rules for people.
  public var tables: [Table] {
    let untouched = zip(population.rates, finalRates).count { $0 == $1 }
    var notes = ["\(untouched) of \(finalRates.count) prompts are left alone."]
    if let switchTarget {
      notes.append("Below a target of \(shortNumber(switchTarget)) the hardest prompt is abandoned.")
    }
    let shown = population.rates.indices.prefix(Self.listedPrompts)
    if shown.count < finalRates.count { notes.append("The first \(shown.count) prompts are listed.") }
    let plan = Table(
      title:
        "Least time to a mean of \(shortNumber(target)) under a shared \(budget.rawValue) budget: \(shortNumber(time))",
      columns: ["prompt", "ρ at the start", "ρ at the end"].map { Column(header: $0, alignment: .trailing) },
      rows: shown.map { ["\($0 + 1)", shortNumber(population.rates[$0]), shortNumber(finalRates[$0])] },
      note: notes.joined(separator: " "))
    guard !rules.isEmpty else { return [plan] }
    let subject = groupSize.map { "groups of \($0)" } ?? "large groups"
    return [
      plan,
      Table(
        title: "Fixed weights of the same budget: \(subject)",
        columns: [Column(header: "algorithm")]
          + ["time", "over the least"].map { Column(header: $0, alignment: .trailing) },
        rows: rules.map { [$0.algorithm] + [$0.time, $0.ratio].map { $0.map(shortNumber) ?? "–" } },
        note: obstacles.isEmpty ? nil : obstacles.joined(separator: "\n")),
    ]
  }
}
