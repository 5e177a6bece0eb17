import Algorithms
import Foundation
import PolicyGradientTheory

/// An algorithm at one group size, with what a plan asks of it at any success rate.
///
/// Ω_n and the two parts of the variance of a group's gradient are computed on a grid of the log-odds and interpolated by
/// cubics, with a relative error of about 1e-7; a plan asks for them a million times. Scores are measured in units in which
/// the mean scores of successes and failures are 1 apart, so that |∇ρ|² = (ρ(1 − ρ))², E|s|² = χ + ρ(1 − ρ) and
/// E[r|s|²] = ρ(χ + (1 − ρ)²), with χ the spread of the score within each class.
struct PlannedRule {
  /// What a group does at one success rate.
  struct Response {
    /// Ω_n(ρ).
    var weight: Double
    /// The variance of the gradient for χ = 0.
    var variance: Double
    /// What a unit of χ adds to it.
    var variancePerSpread: Double
  }

  /// The algorithm, as it was named.
  let name: String
  let rule: CountRule
  private let grid: [Response]
  private let never: Response
  private let always: Response

  static let logitLimit = 40.0
  static let gridSpacing = 0.05

  var groupSize: Int { rule.groupSize }

  /// - Throws: `TheoryError` where the algorithm has no effective weight, or a baseline from outside the group.
  init(name: String, algorithm: Algorithm) throws {
    let weight = try EffectiveWeight(of: algorithm)
    self.name = name
    rule = weight.rule
    func response(at rate: Double) throws -> Response {
      let variances = try [0.0, 1].map { spread in
        try ScoreMoments(
          successProbability: rate, meanSquaredScoreNorm: spread + rate * (1 - rate),
          successSquaredScoreNorm: rate * (spread + (1 - rate) * (1 - rate)),
          squaredGradientNorm: rate * rate * (1 - rate) * (1 - rate)
        ).groupGradient(of: weight.rule).variance
      }
      return Response(
        weight: try weight.value(at: rate), variance: variances[0],
        variancePerSpread: variances[1] - variances[0])
    }
    let points = Int((2 * Self.logitLimit / Self.gridSpacing).rounded())
    grid = try (0...points).map {
      try response(at: LogOdds(Double($0) * Self.gridSpacing - Self.logitLimit).rate)
    }
    never = try response(at: 0)
    always = try response(at: 1)
  }

  /// What a group does at a log-odds; exact at ±∞.
  func response(atLogit logit: Double) -> Response {
    if logit == -.infinity { return never }
    if logit == .infinity { return always }
    let position = (min(max(logit, -Self.logitLimit), Self.logitLimit) + Self.logitLimit) / Self.gridSpacing
    let index = min(max(Int(position), 1), grid.count - 3)
    let t = position - Double(index)
    // Lagrange's cubic through four neighbours.
    let shares = (
      -t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2,
      (t + 1) * t * (t - 1) / 6
    )
    let (a, b, c, d) = (grid[index - 1], grid[index], grid[index + 1], grid[index + 2])
    return Response(
      weight: shares.0 * a.weight + shares.1 * b.weight + shares.2 * c.weight + shares.3 * d.weight,
      variance: shares.0 * a.variance + shares.1 * b.variance + shares.2 * c.variance + shares.3 * d.variance,
      variancePerSpread: shares.0 * a.variancePerSpread + shares.1 * b.variancePerSpread
        + shares.2 * c.variancePerSpread + shares.3 * d.variancePerSpread)
  }

  /// Σ_k P(k) [k 1{A(1,k) ≠ 0} + (n − k) 1{A(0,k) ≠ 0}]/n, the share of rollouts that train.
  func usefulShare(counts: [Double]) -> Double {
    counts.enumerated().reduce(0) { sum, entry in
      let successes = Double(entry.offset)
      let useful =
        (rule.successAdvantage(successes: entry.offset) != 0 ? successes : 0)
        + (rule.failureAdvantage(successes: entry.offset) != 0 ? Double(groupSize) - successes : 0)
      return sum + entry.element * useful / Double(groupSize)
    }
  }
}
