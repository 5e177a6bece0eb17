import Algorithms
import GSLNumerics

/// The effective weight Ω_n of a group algorithm: E g = Ω_n(ρ) ∇ρ for every policy (result 2.1).
///
///     Ω_n(ρ) = Σ_{j<n} w_j C(n−1, j) ρʲ (1−ρ)ⁿ⁻¹⁻ʲ    with w_j = A_n(1, j+1) − A_n(0, j)
///
/// A polynomial of degree n − 1 with Bernstein coefficients w_j (result 2.3), per group that is generated. The relative
/// error is at most 1e-12 for n ≤ 1024 where the coefficients have one sign.
public struct EffectiveWeight: Sendable {
  /// A_n(r, k).
  public let rule: CountRule
  /// ω, the weight of infinitely large groups under the same rule; nil where there is none, as for a table over k.
  public let limit: LimitWeight?
  private let polynomial: BernsteinPolynomial
  private let antiderivative: BernsteinPolynomial

  /// The effective weight of an algorithm at its group size.
  ///
  /// - Parameters:
  ///   - algorithm: the algorithm.
  ///   - batchRate: the success rate R of the batch, for rules that read it whole.
  /// - Throws: as `CountRule.init(_:batchRate:)`.
  public init(of algorithm: Algorithm, batchRate: Double? = nil) throws {
    rule = try CountRule(algorithm, batchRate: batchRate)
    polynomial = BernsteinPolynomial(
      coefficients: (0..<rule.groupSize).map { [rule] in
        rule.successAdvantage(successes: $0 + 1) - rule.failureAdvantage(successes: $0)
      })
    antiderivative = polynomial.antiderivative
    limit = try LimitWeight(of: algorithm, batchRate: batchRate)
  }

  /// w_0, …, w_{n−1}.
  public var bernsteinCoefficients: [Double] { polynomial.coefficients }

  /// Ω_n(ρ), exactly w_0 at ρ = 0 and w_{n−1} at ρ = 1.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1.
  public func value(at rate: Double) throws -> Double {
    try polynomial.value(at: checked(rate))
  }

  /// ρ(1 − ρ) Ω_n(ρ), which multiplies the difference between the mean scores of successes and failures.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1.
  public func classWeight(at rate: Double) throws -> Double {
    try rate * (1 - rate) * value(at: rate)
  }

  /// φ_n(ρ) = ∫_0^ρ Ω_n, whose gradient the algorithm estimates without bias (result 2.4).
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1.
  public func implicitObjective(at rate: Double) throws -> Double {
    try antiderivative.value(at: checked(rate))
  }

  /// Ω_n divided by the probability that a group is not resampled, the weight per group that trains; nil for an
  /// algorithm that never resamples.
  ///
  /// Infinite where every group is resampled and the weight per generated group is not 0.
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` unless 0 ≤ ρ ≤ 1.
  public func valuePerAcceptedGroup(at rate: Double) throws -> Double? {
    guard rule.algorithm.selection.resamplesDeadGroups else { return nil }
    let binomial = try BinomialDistribution(trials: rule.groupSize, successProbability: checked(rate))
    let accepted = binomial.probabilities.enumerated().reduce(0) {
      rule.isResampled(successes: $1.offset) ? $0 : $0 + $1.element
    }
    return try value(at: rate) / accepted
  }
}

/// A success rate between 0 and 1.
func checked(_ rate: Double) throws -> Double {
  guard rate >= 0 && rate <= 1 else {
    throw TheoryError.notARate(name: "a success rate", value: rate, legal: "between 0 and 1")
  }
  return rate
}
