import Algorithms
import Foundation
import GSLNumerics
import Policies

/// The smallest prompt with a false penalty: a good token g of probability q, after which a rollout succeeds with
/// probability x, and another one after which it never does.
///
/// q = σ(z) has one logit z, which an update moves by ηG. The good token occurs in nearly all failures: whether noise in its
/// penalties makes it worse is a race between the drift of z, ηq(1 − q)x, and the curvature of σ. Sources: results
/// 4.10–4.13.
public struct TwoLevelExample: Hashable, Sendable {
  /// q.
  public let visit: Double
  /// x.
  public let success: Double

  /// The example.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 < q < 1 and 0 ≤ x ≤ 1.
  public init(visit: Double, success: Double) throws {
    guard visit > 0 && visit < 1 else {
      throw TheoryError.notARate(
        name: "the probability of the good token", value: visit, legal: "between 0 and 1, both excluded")
    }
    guard success >= 0 && success <= 1 else {
      throw TheoryError.notARate(
        name: "the success rate after the good token", value: success, legal: "between 0 and 1")
    }
    self.visit = visit
    self.success = success
  }

  /// E[q′ − q] after one update z ← z + ηG, exactly, with q′ = σ(z + ηG).
  ///
  /// - Parameters:
  ///   - scheme: the algorithm, its token filter included.
  ///   - stepSize: η, on the mean over the scheme's rollouts.
  /// - Throws: ``TheoryError`` for groups beyond ``PenaltyScheme/largestGroupInTrees``; `AlgorithmError` from the filter.
  public func drift(under scheme: PenaltyScheme, stepSize: Double) throws -> Double {
    var drift = 0.0
    for gradient in try scheme.logitGradients(of: classes(scheme)) {
      // σ(z + δ) − σ(z) = q(1 − q)(e^δ − 1)/(1 + q(e^δ − 1)); beyond e^700 that is 1 − q.
      let growth = expm1(min(700, stepSize * gradient.value))
      drift += gradient.probability * visit * (1 - visit) * growth / (1 + visit * growth)
    }
    return drift
  }

  /// P(G > 0) − P(G < 0), the drift of z over η where only the sign of the gradient moves it; 1 − 2q(1 − x) for single
  /// rollouts under a constant baseline in (0, 1).
  ///
  /// - Throws: as ``drift(under:stepSize:)``.
  public func signDrift(under scheme: PenaltyScheme) throws -> Double {
    let penalty = try scheme.penalty(of: classes(scheme))
    return penalty.positiveLogitProbability - penalty.negativeLogitProbability
  }

  /// The success rate x_c below which the good token loses in expectation; nil where it never does, or always: the sign of the
  /// drift says which.
  ///
  /// The drift is taken to change its sign once between x = 0 and x = 1; for single rollouts it is linear in x.
  /// Rounding of the drift leaves x_c an absolute error of about 10⁻¹⁶.
  ///
  /// - Throws: as ``drift(under:stepSize:)``; `NumericsError` from the search.
  public static func criticalSuccess(
    visit: Double, under scheme: PenaltyScheme, stepSize: Double
  ) throws -> Double? {
    func drift(_ success: Double) throws -> Double {
      try TwoLevelExample(visit: visit, success: success).drift(under: scheme, stepSize: stepSize)
    }
    guard try drift(0) < 0, try drift(1) > 0 else { return nil }
    return try RootFinding.root(from: 0, to: 1, of: drift)
  }

  /// η b² (2q − 1)/(2n), x_c for small steps of n averaged rollouts with a baseline b from outside.
  public static func leadingCriticalSuccess(
    visit: Double, baseline: Double, stepSize: Double, rolloutCount: Int
  ) -> Double {
    stepSize * baseline * baseline * (2 * visit - 1) / (2 * Double(rolloutCount))
  }

  /// The probability q at which sign-like updates come to rest, however good the token; nil where they never turn.
  ///
  /// The sign drift is taken to change its sign once, from above to below.
  ///
  /// It is 1/(2(1 − x)) for single rollouts under a constant baseline in (0, 1) and x < 1/2; groups with a mean of their own
  /// never turn.
  ///
  /// - Throws: as ``drift(under:stepSize:)``; `NumericsError` from the search.
  public static func signStall(success: Double, under scheme: PenaltyScheme) throws -> Double? {
    func drift(_ visit: Double) throws -> Double {
      try TwoLevelExample(visit: visit, success: success).signDrift(under: scheme)
    }
    let (low, high) = (1e-9, 1 - 1e-9)
    guard try drift(low) > 0, try drift(high) < 0 else { return nil }
    return try RootFinding.root(from: low, to: high, of: drift)
  }

  /// The probability that q falls to a bound before it rises to another, for small steps of single rollouts with a baseline
  /// b from outside, where z is a Brownian motion with drift whose clock runs with q (result 4.11).
  ///
  ///     P = (e^(−κz₀) − e^(−κz_H))/(e^(−κz_L) − e^(−κz_H)),    κ = 2x/(η b²)
  ///
  /// - Parameters:
  ///   - low: q_L < q.
  ///   - high: q_H > q; 1 for whether q ever falls to q_L, which has probability e^(−κ(z₀ − z_L)).
  ///   - baseline: b ≠ 0.
  ///   - stepSize: η > 0.
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 < low < q < high ≤ 1, b ≠ 0 and η > 0.
  public func hittingProbability(
    low: Double, before high: Double, baseline: Double, stepSize: Double
  ) throws -> Double {
    guard low > 0 && low < visit else {
      throw TheoryError.notARate(name: "the lower bound", value: low, legal: "between 0 and \(visit)")
    }
    guard high > visit && high <= 1 else {
      throw TheoryError.notARate(name: "the upper bound", value: high, legal: "above \(visit) and at most 1")
    }
    guard baseline != 0 && baseline.isFinite else {
      throw TheoryError.notARate(name: "the baseline", value: baseline, legal: "a finite number other than 0")
    }
    guard stepSize > 0 && stepSize.isFinite else {
      throw TheoryError.notARate(name: "the step size", value: stepSize, legal: "a finite number above 0")
    }
    let rate = 2 * success / (stepSize * baseline * baseline)
    let fall = log(visit / (1 - visit)) - log(low / (1 - low))
    let rise = log(high / (1 - high)) - log(visit / (1 - visit))
    guard rise.isFinite else { return exp(-rate * fall) }
    // Relative to z₀; without drift the chances are as the distances.
    return rate == 0
      ? rise / (rise + fall) : -expm1(-rate * rise) / (exp(rate * fall) - exp(-rate * rise))
  }

  private func classes(_ scheme: PenaltyScheme) throws -> TokenClasses {
    let tree = try SequenceTree([
      TreeBranch("g", probability: visit, successRate: success),
      TreeBranch("o", probability: 1 - visit, successRate: 0),
    ])
    return try TreeClasses(of: tree, filter: scheme.algorithm.tokenFilter).classes(of: 1)
  }
}
