import Algorithms
import Foundation
import PolicyGradientTheory
import Reporting

/// The weight that brings a prompt to a target soonest, and how it is known to be the best: `weight optimal`.
public struct OptimalWeightAnalysis: Encodable, Sendable {
  /// A closed form and its value.
  public struct ClosedForm: Encodable, Sendable {
    /// G with T·B = (G(to) − G(from))².
    public let antiderivative: String
    /// T·B.
    public let time: Double
  }

  /// The weight at one success rate.
  public struct Row: Encodable, Sendable {
    /// ρ.
    public let rho: Double
    /// ω of a budget of 1.
    public let weight: Double
  }

  /// What bounds the time from both sides.
  public struct Certificate: Encodable, Sendable {
    /// No admissible weight takes less.
    public let lowerBound: Double
    /// What the weight that is shown takes, from integrals of its own.
    public let upperBound: Double
    /// upperBound/lowerBound − 1, or 0 where rounding takes it below.
    public let gap: Double
    /// Where the lower bound comes from.
    public let method: String
  }

  let clock: String
  let mobility: String
  let budget: BudgetMeasure
  let range: RateRange
  let groupSize: Int?
  let nonNegative: Bool
  /// T·B of the best weight.
  public let time: Double
  /// Its error is at most about this.
  public let timeError: Double
  /// T·B over that of the best weight of any shape; nil without a group size.
  public let ratio: Double?
  /// The closed form of the best weight of any shape; nil where none is known.
  public let closedForm: ClosedForm?
  /// The algorithms of the catalogue whose weight for large groups is the best one.
  public let attainedBy: [String]
  /// The weight.
  public let weight: [Row]
  /// w_0 … w_{n−1}, the largest 1; nil without a group size, and for large free groups.
  public let bernsteinCoefficients: [Double]?
  /// The bounds.
  public let certificate: Certificate

  private static let rowCount = 21

  /// Solves a problem.
  ///
  /// - Parameters:
  ///   - groupSize: the rollouts of a group whose weight is asked for; nil for a weight of any shape.
  ///   - nonNegative: whether no success count may be punished: Bernstein coefficients of 0 or more.
  /// - Throws: `TheoryError`, `NumericsError` with what is wrong.
  public init(
    _ problem: MinimumTimeProblem, budget: BudgetMeasure, range: RateRange, groupSize: Int? = nil,
    nonNegative: Bool = false
  ) throws {
    let minimum = try problem.minimumTime(over: range, budget: budget)
    clock = problem.clockName
    mobility = problem.mobilityName
    self.budget = budget
    self.range = range
    self.groupSize = groupSize
    self.nonNegative = nonNegative
    closedForm = minimum.closedForm.map {
      ClosedForm(antiderivative: $0.antiderivativeFormula, time: $0.time(over: range))
    }
    let best: RateWeight
    if let groupSize {
      let optimum = try FiniteGroupOptimum(of: minimum, groupSize: groupSize, nonNegative: nonNegative)
      best = optimum.weight
      time = optimum.time
      timeError = max(optimum.time - optimum.lowerBound, minimum.optimum.error)
      ratio = optimum.time / minimum.optimum.value
      attainedBy = []
      bernsteinCoefficients = optimum.bernsteinCoefficients
      certificate = Certificate(
        lowerBound: optimum.lowerBound, upperBound: optimum.time, gap: max(0, optimum.gap),
        method: nonNegative ? "dual bound over Bernstein polynomials" : "dual bound over sums of squares")
    } else {
      best = minimum.optimalWeight
      time = minimum.optimum.value
      timeError = minimum.optimum.error
      ratio = nil
      attainedBy = try Self.presets(attaining: minimum)
      bernsteinCoefficients = nil
      let reached = try minimum.time(of: best).value
      certificate = Certificate(
        lowerBound: minimum.optimum.value, upperBound: reached,
        gap: max(0, reached / minimum.optimum.value - 1),
        method: "Cauchy–Schwarz")
    }
    let ends = (LogOdds(rate: range.start).value, LogOdds(rate: range.target).value)
    weight = try (0..<Self.rowCount).map { index in
      let share = Double(index) / Double(Self.rowCount - 1)
      let isEnd = index == Self.rowCount - 1
      let position = isEnd ? ends.1 : ends.0 + share * (ends.1 - ends.0)
      let rate = index == 0 ? range.start : isEnd ? range.target : LogOdds(position).rate
      return Row(rho: rate, weight: try best.value(at: LogOdds(position)))
    }
  }

  /// The presets whose limit of large groups takes the least time, to 1e-9.
  private static func presets(attaining minimum: MinimumTime) throws -> [String] {
    AlgorithmPreset.allCases.filter { preset in
      guard let algorithm = try? preset.algorithm(),
        let limit = try? EffectiveWeight(of: algorithm).limit,
        let ratio = try? minimum.ratio(of: RateWeight(of: limit))
      else { return false }
      return ratio < 1 + 1e-9
    }.map(\.rawValue)
  }

  private enum CodingKeys: String, CodingKey {
    case clock, mobility, budget, from, to, groupSize, nonNegative, time, timeError, ratio, closedForm
    case attainedBy, weight, bernsteinCoefficients, certificate
  }

  /// Writes the keys of finite groups only where a group size was given, and null for a closed form that is not known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(clock, forKey: .clock)
    try container.encode(mobility, forKey: .mobility)
    try container.encode(budget.rawValue, forKey: .budget)
    try container.encode(range.start, forKey: .from)
    try container.encode(range.target, forKey: .to)
    try container.encode(time, forKey: .time)
    try container.encode(timeError, forKey: .timeError)
    try container.encode(closedForm, forKey: .closedForm)
    try container.encode(weight, forKey: .weight)
    try container.encode(certificate, forKey: .certificate)
    if let groupSize {
      try container.encode(groupSize, forKey: .groupSize)
      try container.encode(nonNegative, forKey: .nonNegative)
      try container.encode(ratio, forKey: .ratio)
      try container.encode(bernsteinCoefficients, forKey: .bernsteinCoefficients)
    } else {
      try container.encode(attainedBy, forKey: .attainedBy)
    }
  }
}
