import GSLNumerics
import RunStatistics
import Simulation

/// What one algorithm made of the population: means over replicates, and what the mean field expects.
public struct PopulationCurve: Sendable {
  /// A number with its 95 % interval over replicates; without one where there is a single replicate.
  public struct Measured: Codable, Sendable {
    /// The mean over replicates.
    public let mean: Double
    /// The lower end of the interval; nil for a single replicate.
    public let lower: Double?
    /// The upper end.
    public let upper: Double?

    /// The mean of values, at least one, with Student's interval.
    init(_ values: [Double]) throws {
      let interval = try Estimate(meanOf: values)?.interval(confidence: PopulationAnalysis.confidence)
      mean = values.reduce(0, +) / Double(values.count)
      lower = interval?.lower
      upper = interval?.upper
    }
  }

  /// How long mean success took to reach the target.
  public struct Passage: Codable, Sendable {
    /// In how many replicates it did.
    public let reached: Int
    /// Updates until then; nil unless it did in all of them.
    public let updates: Measured?
    /// Updates that the mean field takes; nil where it does not get there, or there is none.
    public let meanField: Double?
  }

  /// The algorithm, as it was named.
  public let name: String
  /// After how many updates the population was measured.
  public let steps: [Int]
  /// Mean success at these steps.
  public let meanSuccess: [Measured]
  /// Mean success in the mean field at these steps; nil where there is none.
  public let meanField: [Double]?
  /// The share of dead groups at these steps.
  public let deadGroupShare: [Double]
  /// Mean success at the end less that of the first algorithm, replicate by replicate; nil for the first.
  public let differenceFromFirst: Measured?
  /// The way to the target; nil where none was given.
  public let passage: Passage?
  /// What the numbers leave out or take for granted, as phrases.
  public let assumptions: [String]
}

extension PopulationCurve: Encodable {
  private enum CodingKeys: String, CodingKey {
    case algorithm, steps, meanSuccess, lower, upper, meanField, deadGroupShare, differenceFromFirst, passage,
      assumptions
  }

  /// Writes columns over the steps, with null where there is none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .algorithm)
    try container.encode(steps, forKey: .steps)
    try container.encode(meanSuccess.map(\.mean), forKey: .meanSuccess)
    let hasBand = meanSuccess.allSatisfy { $0.lower != nil }
    try container.encode(hasBand ? meanSuccess.compactMap(\.lower) : nil, forKey: .lower)
    try container.encode(hasBand ? meanSuccess.compactMap(\.upper) : nil, forKey: .upper)
    try container.encode(meanField, forKey: .meanField)
    try container.encode(deadGroupShare, forKey: .deadGroupShare)
    try container.encode(differenceFromFirst, forKey: .differenceFromFirst)
    try container.encode(passage, forKey: .passage)
    try container.encode(assumptions, forKey: .assumptions)
  }
}
