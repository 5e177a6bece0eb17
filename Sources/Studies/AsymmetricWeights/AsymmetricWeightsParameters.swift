import Algorithms
import PolicyGradientTheory
import RunFiles
import Simulation

/// What the study of asymmetric weights is measured on.
public struct AsymmetricWeightsParameters: Codable, Sendable {
  /// Where success starts and where it is to go.
  public struct Range: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// ρ₀.
    public var from: Double
    /// ρ₁.
    public var to: Double
  }

  /// What time and budget are measured in.
  public struct Setting: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// The clock, as `weight optimal` names it.
    public var clock: String
    /// natural or vanilla.
    public var mobility: StepMetric
    /// The budget, as `weight optimal` names it.
    public var budget: String
  }

  /// Simulated runs: every combination of what is listed, with every algorithm and mobility.
  public struct Runs: Codable, Sendable {
    /// Names of ranges.
    public var ranges: [String]
    /// Rollouts per prompt.
    public var groupSizes: [Int]
    /// In how many updates the mean field reaches the target: the step size follows from it.
    public var updates: [Int]
    /// Prompts, all with the same success rate at the start.
    public var prompts: Int
  }

  /// Where the loss of finite groups is drawn over their size.
  public struct Degradation: Codable, Sendable {
    /// The name of a range.
    public var range: String
    /// The name of a setting.
    public var setting: String
    /// Rollouts per prompt.
    public var groupSizes: [Int]
  }

  /// The ranges.
  public var ranges: [Range]
  /// The settings.
  public var settings: [Setting]
  /// Names of the catalogue.
  public var algorithms: [String]
  /// Rollouts per prompt for which exact times are tabulated, besides the limit of large groups.
  public var groupSizes: [Int]
  /// The figure over group sizes.
  public var degradation: Degradation
  /// Independent repetitions of every simulation.
  public var replicates: Int
  /// The simulations.
  public var simulations: [Runs]
}

extension AsymmetricWeightsParameters.Setting {
  /// The least time over a range.
  ///
  /// - Throws: ``RunError`` for a name that is none.
  func minimumTime(over range: RateRange) throws -> MinimumTime {
    guard let measure = BudgetMeasure(rawValue: budget) else {
      let legal = BudgetMeasure.allCases.map(\.rawValue).joined(separator: ", ")
      throw RunError(
        .badData, "parameters.settings '\(name)'.budget is '\(budget)'; it must be one of \(legal)")
    }
    return try MinimumTimeProblem(clock: clock, mobility: mobility.rawValue)
      .minimumTime(over: range, budget: measure)
  }
}

extension AsymmetricWeightsParameters: CheckedParameters {
  /// Refuses what would fail later.
  ///
  /// - Throws: ``RunError`` naming the parameter, its value and the legal range; `TheoryError` for a range that is none.
  func validate() throws {
    for range in ranges { _ = try RateRange(from: range.from, to: range.to) }
    let firstRange = try RateRange(from: 0.25, to: 0.75)
    for setting in settings { _ = try setting.minimumTime(over: firstRange) }
    for name in algorithms { _ = try AlgorithmPreset(named: name) }
    for (name, names) in [
      ("ranges", ranges.map(\.name)), ("settings", settings.map(\.name)), ("algorithms", algorithms),
    ] {
      guard !names.isEmpty && Set(names).count == names.count else {
        throw RunError(.badData, "parameters.\(name) must be at least one, each with a name of its own")
      }
    }
    for size in groupSizes + degradation.groupSizes { try require(size, in: 1...4096, "groupSizes") }
    _ = try range(named: degradation.range)
    _ = try setting(named: degradation.setting)
    for runs in simulations {
      for name in runs.ranges { _ = try range(named: name) }
      for size in runs.groupSizes { try require(size, in: 1...4096, "simulations.groupSizes") }
      for updates in runs.updates { try require(updates, in: 1...1_000_000, "simulations.updates") }
      try require(runs.prompts, in: 1...10_000_000, "simulations.prompts")
    }
    try require(replicates, in: 2...10_000, "replicates")
    let keys = AsymmetricWeightsStudy.cellKeys(of: self).map(\.key)
    for key in keys where keys.count(where: { $0 == key }) > 1 {
      throw RunError(
        .badData,
        "parameters.simulations lists range \(key.range), groups of \(key.groupSize) and \(key.updates) updates twice"
      )
    }
  }

  func range(named name: String) throws -> RateRange {
    guard let range = ranges.first(where: { $0.name == name }) else {
      throw RunError(
        .badData,
        "there is no range '\(name)' in parameters.ranges; it has \(ranges.map(\.name).joined(separator: ", "))"
      )
    }
    return try RateRange(from: range.from, to: range.to)
  }

  func setting(named name: String) throws -> Setting {
    guard let setting = settings.first(where: { $0.name == name }) else {
      throw RunError(
        .badData,
        "there is no setting '\(name)' in parameters.settings; it has "
          + settings.map(\.name).joined(separator: ", "))
    }
    return setting
  }

  /// The exact weight of an algorithm in groups of n.
  func weight(of algorithm: String, groupSize: Int) throws -> EffectiveWeight {
    var value = try AlgorithmPreset(named: algorithm).algorithm()
    value.groupSize = groupSize
    return try EffectiveWeight(of: value)
  }
}
