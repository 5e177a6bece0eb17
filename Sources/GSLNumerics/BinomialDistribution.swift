import CGSL

/// The number of successes among n independent trials of success probability ρ.
public struct BinomialDistribution: Sendable {
  /// n ≥ 0.
  public let trials: Int
  /// ρ in [0, 1].
  public let successProbability: Double

  /// The binomial distribution of n trials.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless n ≥ 0 and 0 ≤ ρ ≤ 1.
  public init(trials: Int, successProbability: Double) throws {
    guard trials >= 0 else {
      throw NumericsError.outOfRange(argument: "trials", value: Double(trials), legal: "0 or more")
    }
    guard successProbability >= 0 && successProbability <= 1 else {
      throw NumericsError.outOfRange(
        argument: "success probability", value: successProbability, legal: "between 0 and 1")
    }
    self.trials = trials
    self.successProbability = successProbability
  }

  /// P(k) = C(n, k) ρᵏ (1 − ρ)ⁿ⁻ᵏ (GSL, gsl_ran_binomial_pdf); 0 outside 0 … n, and exact at ρ = 0 and ρ = 1.
  public func probability(of count: Int) -> Double {
    guard count >= 0 && count <= trials else { return 0 }
    GSL.errorHandlerIsOff
    return gsl_ran_binomial_pdf(UInt32(count), successProbability, UInt32(trials))
  }
}
