import Algorithms
import PolicyGradientTheory
import Reporting
import RunFiles

/// What one update does to the good token of the two-level example: the `penalty drift` command.
public struct TwoLevelAnalysis: Encodable, Sendable {
  /// The algorithm, as it was named.
  public let algorithm: String
  /// n.
  public let rolloutCount: Int
  /// q.
  public let visit: Double
  /// x.
  public let success: Double
  /// η of one rollout.
  public let stepSize: Double
  /// E[q′ − q] of one update.
  public let drift: Double
  /// The x below which the good token loses in expectation; nil where it never does.
  public let criticalSuccess: Double?
  /// The critical x to first order in η, where the baseline is a number; nil for other baselines.
  public let leadingCriticalSuccess: Double?
  /// P(G > 0) − P(G < 0).
  public let signDrift: Double
  /// Where sign-like updates come to rest; nil where they never turn.
  public let signStall: Double?
  /// The probability that q falls to a lower bound before it rises to an upper one, for short steps of single rollouts; nil
  /// where no bounds were given, or the baseline is no number.
  public let hittingProbability: Double?

  /// Analyses an algorithm.
  ///
  /// - Parameters:
  ///   - algorithm: the algorithm and what it is called.
  ///   - settings: how its rollouts are drawn.
  ///   - visit: q.
  ///   - success: x.
  ///   - stepSize: η of one rollout.
  ///   - bounds: the bounds of a hitting probability.
  /// - Throws: ``RunError`` beginning with the algorithm's name, where it gives no answer; `TheoryError` for a probability
  ///   out of range.
  public init(
    _ algorithm: (name: String, algorithm: Algorithm), settings: SchemeSettings, visit: Double,
    success: Double,
    stepSize: Double, bounds: (low: Double, high: Double)? = nil
  ) throws {
    guard stepSize > 0 && stepSize.isFinite else {
      throw RunError(.usage, "--step-size is \(stepSize); it must be a finite number above 0")
    }
    let scheme = try settings.scheme(of: algorithm)
    let example = try TwoLevelExample(visit: visit, success: success)
    let step = stepSize * Double(scheme.rolloutCount)
    self.algorithm = algorithm.name
    rolloutCount = scheme.rolloutCount
    self.visit = visit
    self.success = success
    self.stepSize = stepSize
    (drift, criticalSuccess, signDrift, signStall) = try naming(algorithm.name) {
      (
        try example.drift(under: scheme, stepSize: step),
        try TwoLevelExample.criticalSuccess(visit: visit, under: scheme, stepSize: step),
        try example.signDrift(under: scheme), try TwoLevelExample.signStall(success: success, under: scheme)
      )
    }
    guard case .constant(let baseline) = algorithm.algorithm.baseline,
      algorithm.algorithm.tokenFilter == .none
    else {
      guard bounds == nil else { throw Self.noHittingProbability(algorithm.name) }
      (leadingCriticalSuccess, hittingProbability) = (nil, nil)
      return
    }
    guard bounds == nil || scheme.rolloutCount == 1 else { throw Self.noHittingProbability(algorithm.name) }
    leadingCriticalSuccess = TwoLevelExample.leadingCriticalSuccess(
      visit: visit, baseline: baseline, stepSize: step, rolloutCount: scheme.rolloutCount)
    hittingProbability = try bounds.map {
      try example.hittingProbability(
        low: $0.low, before: $0.high, baseline: baseline, stepSize: stepSize)
    }
  }

  private static func noHittingProbability(_ algorithm: String) -> RunError {
    RunError(
      .usage,
      "\(algorithm): --low and --high are for groups of one under a constant baseline; leave them out, or give"
        + " --group-size 1 --set baseline=constant")
  }

  private enum CodingKeys: String, CodingKey {
    case algorithm, rolloutCount, visit, success, stepSize, drift, criticalSuccess, leadingCriticalSuccess,
      signDrift
    case signStall, hittingProbability
  }

  /// Writes all numbers, with null for what there is none of.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(algorithm, forKey: .algorithm)
    try container.encode(rolloutCount, forKey: .rolloutCount)
    try container.encode(visit, forKey: .visit)
    try container.encode(success, forKey: .success)
    try container.encode(stepSize, forKey: .stepSize)
    try container.encode(drift, forKey: .drift)
    try container.encode(criticalSuccess, forKey: .criticalSuccess)
    try container.encode(leadingCriticalSuccess, forKey: .leadingCriticalSuccess)
    try container.encode(hittingProbability, forKey: .hittingProbability)
    try container.encode(signDrift, forKey: .signDrift)
    try container.encode(signStall, forKey: .signStall)
  }
}

extension [TwoLevelAnalysis] {
  /// The analyses, one a row.
  public var table: Table {
    Table(
      title: "One update of the two-level example",
      columns: [Column(header: "algorithm")]
        + ["n", "q", "x", "η", "E q′ − q", "critical x", "leading", "sign drift", "stall", "P(hit)"].map {
          Column(header: $0, alignment: .trailing)
        },
      rows: map { analysis in
        let values: [Double?] = [
          analysis.visit, analysis.success, analysis.stepSize, analysis.drift, analysis.criticalSuccess,
          analysis.leadingCriticalSuccess, analysis.signDrift, analysis.signStall,
          analysis.hittingProbability,
        ]
        return [analysis.algorithm, "\(analysis.rolloutCount)"] + values.map { $0.map(shortNumber) ?? "–" }
      },
      note:
        "η is the step of one rollout. Below the critical x, about the leading one for short steps, the good\n"
        + "token loses in expectation; sign-like updates rest at the stall. P(hit) is for short steps.")
  }
}
