import CGSL

/// The number of successes among n independent trials of success probability ρ.
public struct BinomialDistribution: Sendable {
  /// n ≥ 0.
  public let trials: Int
  /// ρ in [0, 1].
  public let successProbability: Double
  /// 1 − ρ, with its own digits where ρ is near 1.
  public let failureProbability: Double

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
    failureProbability = 1 - successProbability
  }

  /// The binomial distribution of n trials whose successes and failures are as likely as two weights say.
  ///
  /// Neither probability is had by subtraction, so that both keep their digits. Without any weight nothing succeeds.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless n ≥ 0 and both weights are finite and at least 0.
  public init(trials: Int, successWeight: Double, failureWeight: Double) throws {
    for (argument, value) in [("success weight", successWeight), ("failure weight", failureWeight)]
    where !(value >= 0 && value.isFinite) {
      throw NumericsError.outOfRange(argument: argument, value: value, legal: "a finite number, 0 or more")
    }
    guard trials >= 0 else {
      throw NumericsError.outOfRange(argument: "trials", value: Double(trials), legal: "0 or more")
    }
    self.trials = trials
    let total = successWeight + failureWeight
    successProbability = total > 0 ? successWeight / total : 0
    failureProbability = total > 0 ? failureWeight / total : 1
  }

  /// n ρ.
  public var mean: Double { Double(trials) * successProbability }

  /// n ρ (1 − ρ).
  public var variance: Double { mean * failureProbability }

  /// P(k) = C(n, k) ρᵏ (1 − ρ)ⁿ⁻ᵏ (GSL, gsl_ran_binomial_pdf); 0 outside 0 … n, and exact at ρ = 0 and ρ = 1.
  public func probability(of count: Int) -> Double {
    guard count >= 0 && count <= trials else { return 0 }
    GSL.errorHandlerIsOff
    return gsl_ran_binomial_pdf(UInt32(count), successProbability, UInt32(trials))
  }

  /// P(0), P(1), …, P(n) at once.
  ///
  ///     P(k + 1) / P(k) = (n − k) ρ / ((k + 1) (1 − ρ))
  ///
  /// from the mode outward, divided by their sum, which therefore is 1 to rounding. The relative error of P(k) is at
  /// most 6e-16 for each step from the mode, and 1e-12 for n up to 1024; what lies below 1e-307 fades to 0. Exact
  /// at ρ = 0 and ρ = 1. Near 1 it is ρ itself that is given to 1.1e-16 only: 1 − ρ has that absolute error before
  /// anything is computed.
  public var probabilities: [Double] {
    Self.probabilities(
      trials: trials, successProbability: successProbability, failureProbability: failureProbability)
  }

  /// ``probabilities`` for arguments that the caller has checked.
  static func probabilities(
    trials: Int, successProbability: Double, failureProbability: Double
  ) -> [Double] {
    let mode = min(Int(Double(trials + 1) * successProbability), trials)
    var probabilities = [Double](repeating: 1, count: trials + 1)
    var sum = 1.0
    for count in mode..<trials {
      probabilities[count + 1] =
        probabilities[count]
        * (Double(trials - count) * successProbability / (Double(count + 1) * failureProbability))
      sum += probabilities[count + 1]
    }
    for count in stride(from: mode, to: 0, by: -1) {
      probabilities[count - 1] =
        probabilities[count]
        * (Double(count) * failureProbability / (Double(trials - count + 1) * successProbability))
      sum += probabilities[count - 1]
    }
    for count in probabilities.indices { probabilities[count] /= sum }
    return probabilities
  }
}
