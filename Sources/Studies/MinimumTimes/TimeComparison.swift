import Algorithms
import GSLNumerics
import PolicyGradientTheory
import RunFiles

/// How much longer algorithms take than the best weight: `weight compare`.
public struct TimeComparison: Encodable, Sendable {
  /// The least time of one clock and mobility.
  public struct Optimum: Encodable, Sendable {
    /// The clock's name.
    public let clock: String
    /// The mobility's name.
    public let mobility: String
    /// T*·B.
    public let time: Double
  }

  /// One algorithm under one clock and mobility.
  public struct Ratio: Encodable, Sendable {
    /// The algorithm's name.
    public let algorithm: String
    /// The clock's name.
    public let clock: String
    /// The mobility's name.
    public let mobility: String
    /// T·B over T*·B: of groups of the comparison's size, or of the limit of large groups.
    public let ratio: Double
    /// The same of the limit of large groups; nil without a group size, and where there is no limit.
    public let limitRatio: Double?
    /// The same per group that trains, for an algorithm that resamples; nil for others.
    public let ratioPerAcceptedGroup: Double?
  }

  let range: RateRange
  let groupSize: Int?
  let problems: [MinimumTimeProblem]
  let algorithms: [(name: String, weight: EffectiveWeight)]
  let minima: [MinimumTime]
  /// The least times, in the order of clocks and mobilities.
  public let optima: [Optimum]
  /// The ratios, by algorithm and then by clock and mobility.
  public let ratios: [Ratio]

  /// The algorithms that are compared where none are named: those of result 3.4 that groups of a size can have.
  public static func defaultAlgorithms(groupSize: Int?) -> [String] {
    let common = [
      "reinforce", "grpo", "maxrl", "linear-r", "sqrt-r", "uniform-r", "plateau-r", "reinforce-rej", "dapo",
    ]
    // pass@4 needs four rollouts.
    return groupSize.map { $0 < 4 } ?? false ? common : common + ["pass-at-k"]
  }

  /// Compares algorithms.
  ///
  /// - Parameters:
  ///   - algorithms: names and values, already of the group size.
  ///   - groupSize: n, or nil for the limit of large groups.
  /// - Throws: ``RunError`` naming the algorithm that has no such weight, or one that is not positive.
  public init(
    _ algorithms: [(name: String, algorithm: Algorithm)], problems: [MinimumTimeProblem], range: RateRange,
    groupSize: Int?
  ) throws {
    self.range = range
    self.groupSize = groupSize
    self.problems = problems
    let minima = try problems.map { try $0.minimumTime(over: range) }
    self.minima = minima
    optima = zip(problems, minima).map {
      Optimum(clock: $0.clockName, mobility: $0.mobilityName, time: $1.optimum.value)
    }
    self.algorithms = try algorithms.map { named in
      (named.name, try effectiveWeight(of: named))
    }
    ratios = try self.algorithms.flatMap { named in
      try zip(problems, minima).map { problem, minimum in
        try naming(named.name) {
          let limit = try named.weight.limit.map { try minimum.ratio(of: RateWeight(of: $0)) }
          return Ratio(
            algorithm: named.name, clock: problem.clockName, mobility: problem.mobilityName,
            ratio: try groupSize == nil
              ? limit ?? Self.missingLimit(named.name) : minimum.ratio(of: RateWeight(of: named.weight)),
            limitRatio: groupSize == nil ? nil : limit,
            ratioPerAcceptedGroup: groupSize == nil
              ? nil : try RateWeight(perAcceptedGroupOf: named.weight).map { try minimum.ratio(of: $0) })
        }
      }
    }
  }

  private static func missingLimit(_ name: String) throws -> Double {
    throw RunError(
      .badData, "\(name): its weight has no limit for large groups; give --group-size")
  }

  private enum CodingKeys: String, CodingKey {
    case from, to, groupSize, optima, ratios
  }

  /// Writes the range, the group size where there is one, the least times and the ratios.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(range.start, forKey: .from)
    try container.encode(range.target, forKey: .to)
    try container.encodeIfPresent(groupSize, forKey: .groupSize)
    try container.encode(optima, forKey: .optima)
    try container.encode(ratios, forKey: .ratios)
  }
}
