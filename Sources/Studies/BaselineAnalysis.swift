import Algorithms
import Policies
import PolicyGradientTheory
import RandomStreams
import Reporting
import RunStatistics
import Simulation

/// The optimal baseline of one prompt of a tabular softmax, and what every proxy loses: the `baseline` command.
public struct BaselineAnalysis: Encodable, Sendable {
  /// A value for each of the baselines that need no score norms, keyed as in the JSON.
  public struct ByProxy: Encodable, Sendable {
    /// b = 0.
    public let none: Double
    /// b = ρ.
    public let mean: Double
    /// b = E[l r]/E[l]; nil where every response is empty.
    public let lengthWeighted: Double?
    /// b = b*; left out of a regret, which is 0.
    public let optimal: Double?
  }

  /// How the moments of a group were computed.
  public enum GroupMethod: String, Encodable, Sendable {
    /// By summing over all groups.
    case exact
    /// By sampling, with standard errors.
    case monteCarlo
  }

  /// ρ.
  public let successProbability: Double
  /// E|s|².
  public let meanSquaredScoreNorm: Double
  /// b*; nil for a deterministic policy.
  public let optimalBaseline: Double?
  /// b_1; nil where every response is empty.
  public let lengthWeightedBaseline: Double?
  /// V(b), one rollout.
  public let variance: ByProxy
  /// V(b) − V(b*), one rollout.
  public let regret: ByProxy
  /// How the group's moments were computed; nil without a group size.
  public let groupMethod: GroupMethod?
  /// tr Var g of a group, by baseline.
  public let groupVariance: [String: Double]?
  /// Its standard error where it was sampled.
  public let groupVarianceStandardError: [String: Double]?
  /// ⟨E g, ∇ρ⟩/|∇ρ|², by baseline; nil values where ∇ρ = 0.
  public let groupShrinkage: [String: Double?]?
  /// The part of E g across ∇ρ, by baseline; nil values where ∇ρ = 0, and where it was sampled.
  public let groupOffAxisBias: [String: Double?]?
  /// variance / shrinkage², by baseline; nil values where there is no signal.
  public let groupVarianceAtEqualSignal: [String: Double?]?

  /// How many batches of n are sampled where there are too many groups to enumerate: 20,000, or fewer so that no
  /// more than four million rollouts are drawn.
  static func sampledBatches(groupSize: Int) -> Int { min(20_000, 4_000_000 / groupSize) }

  /// Analyses a prompt.
  ///
  /// - Parameters:
  ///   - probabilities: π over the responses.
  ///   - rewards: 0 or 1 each.
  ///   - lengths: tokens of each response.
  ///   - groupSize: n; nil leaves groups out.
  ///   - seed: of the sampling, where there are too many groups.
  /// - Throws: `PolicyError` where a list is out of range.
  public init(probabilities: [Double], rewards: [Double], lengths: [Int], groupSize: Int?, seed: UInt64)
    throws
  {
    let table = try TabularSoftmax(probabilities: probabilities).responses(rewards: rewards, lengths: lengths)
    let moments = ScoreMoments(of: table)
    successProbability = moments.successProbability
    meanSquaredScoreNorm = moments.meanSquaredScoreNorm
    optimalBaseline = moments.optimalBaseline
    lengthWeightedBaseline = table.lengthWeightedBaseline(exponent: 1)
    variance = ByProxy(
      none: table.variance(baseline: 0), mean: table.variance(baseline: moments.successProbability),
      lengthWeighted: lengthWeightedBaseline.map { table.variance(baseline: $0) },
      optimal: table.variance(baseline: moments.optimalBaseline ?? 0))
    regret = ByProxy(
      none: moments.regret(baseline: 0), mean: moments.regret(baseline: moments.successProbability),
      lengthWeighted: lengthWeightedBaseline.map { moments.regret(baseline: $0) }, optimal: nil)
    let group = try groupSize.map { try GroupAnalysis(table, groupSize: $0, seed: seed) }
    groupMethod = group?.method
    groupVariance = group?.moments.mapValues(\.variance)
    groupVarianceStandardError = group?.standardErrors
    groupShrinkage = group?.moments.mapValues(\.shrinkage)
    groupOffAxisBias = group?.moments.mapValues(\.offAxisBias)
    groupVarianceAtEqualSignal = group?.moments.mapValues(\.varianceAtEqualSignal)
  }

  private enum CodingKeys: String, CodingKey {
    case successProbability, meanSquaredScoreNorm, optimalBaseline, lengthWeightedBaseline, variance, regret
    case groupMethod, groupVariance, groupVarianceStandardError, groupShrinkage, groupOffAxisBias
    case groupVarianceAtEqualSignal
  }

  /// Writes every baseline, with null where it is undefined; the keys of groups only with a group size.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(successProbability, forKey: .successProbability)
    try container.encode(meanSquaredScoreNorm, forKey: .meanSquaredScoreNorm)
    try container.encode(optimalBaseline, forKey: .optimalBaseline)
    try container.encode(lengthWeightedBaseline, forKey: .lengthWeightedBaseline)
    try container.encode(variance, forKey: .variance)
    try container.encode(regret, forKey: .regret)
    try container.encodeIfPresent(groupMethod, forKey: .groupMethod)
    try container.encodeIfPresent(groupVariance, forKey: .groupVariance)
    try container.encodeIfPresent(groupVarianceStandardError, forKey: .groupVarianceStandardError)
    try container.encodeIfPresent(groupShrinkage, forKey: .groupShrinkage)
    try container.encodeIfPresent(groupOffAxisBias, forKey: .groupOffAxisBias)
    try container.encodeIfPresent(groupVarianceAtEqualSignal, forKey: .groupVarianceAtEqualSignal)
  }

  /// The analysis as tables for people.
  public var tables: [Table] {
    func row(_ name: String, _ baseline: Double?, _ variance: Double?, _ regret: Double?) -> [String] {
      [name] + [baseline, variance, regret].map { $0.map(shortNumber) ?? "–" }
    }
    var tables = [
      Table(
        title: "ρ = \(shortNumber(successProbability)), E|s|² = \(shortNumber(meanSquaredScoreNorm))",
        columns: [Column(header: "baseline")]
          + ["b", "variance", "regret"].map { Column(header: $0, alignment: .trailing) },
        rows: [
          row("none", 0, variance.none, regret.none),
          row("mean", successProbability, variance.mean, regret.mean),
          row("length-weighted", lengthWeightedBaseline, variance.lengthWeighted, regret.lengthWeighted),
          row("optimal", optimalBaseline, variance.optimal, 0),
        ])
    ]
    if let groupVariance, let groupMethod {
      tables.append(
        Table(
          title: "A group's gradient (\(groupMethod == .exact ? "enumerated" : "sampled"))",
          columns: [Column(header: "baseline")]
            + ["variance", "shrinkage", "off-axis bias", "at equal signal"].map {
              Column(header: $0, alignment: .trailing)
            },
          rows: GroupAnalysis.presets.map { preset in
            let key = preset.rawValue
            return [preset.title, shortNumber(groupVariance[key] ?? .nan)]
              + [groupShrinkage, groupOffAxisBias, groupVarianceAtEqualSignal].map {
                // What is only rounding reads as 0.
                $0?[key].flatMap { $0 }.map { shortNumber(abs($0) < 1e-14 ? 0 : $0) } ?? "–"
              }
          }))
    }
    return tables
  }
}

/// Moments of a group's gradient under every baseline: enumerated where that is possible, sampled otherwise.
private struct GroupAnalysis {
  static let presets = BaselinePreset.allCases.filter { $0 != .batchMean }

  let method: BaselineAnalysis.GroupMethod
  let moments: [String: GradientMoments]
  let standardErrors: [String: Double]?

  init(_ table: ResponseTable, groupSize: Int, seed: UInt64) throws {
    let algorithms = Self.presets.map {
      ($0.rawValue, Algorithm(groupSize: groupSize, baseline: $0.baseline))
    }
    let enumeration = GroupEnumeration(table)
    if enumeration.canEnumerate(groupSize: groupSize) {
      method = .exact
      moments = Dictionary(
        uniqueKeysWithValues: try algorithms.map { ($0, try enumeration.moments(of: $1)) })
      standardErrors = nil
      return
    }
    method = .monteCarlo
    let simulation = MonteCarlo(prompts: [table])
    let path = StreamPath(seed: seed)["baseline"]
    var gradients = algorithms.map { _ in [[Double]]() }
    for index in 0..<BaselineAnalysis.sampledBatches(groupSize: groupSize) {
      let batch = simulation.batch(index, groupSize: groupSize, path: path)
      for (position, algorithm) in algorithms.enumerated() {
        gradients[position].append(try simulation.gradientEstimate(of: algorithm.1, on: batch))
      }
    }
    let truth = Array(repeating: simulation.gradient, count: gradients[0].count)
    let squaredGradient = innerProduct(simulation.gradient, simulation.gradient)
    var moments: [String: GradientMoments] = [:]
    var errors: [String: Double] = [:]
    for (position, algorithm) in algorithms.enumerated() {
      let name = algorithm.0
      let sample = GradientSample(gradients: gradients[position], reference: truth)
      let variance = Jackknife.estimate(blockCount: sample.count) { sample.variance(leavingOut: $0) }
      moments[name] = GradientMoments(
        variance: variance.value,
        shrinkage: squaredGradient > 0 ? sample.signal() / squaredGradient : nil, offAxisBias: nil)
      errors[name] = variance.standardError
    }
    self.moments = moments
    standardErrors = errors
  }
}
