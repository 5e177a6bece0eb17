import Algorithms
import GSLNumerics

extension ScoreMoments {
  /// The exact variance and signal of a group gradient g = (1/n) Σ A_i s_i under any count-based algorithm.
  ///
  ///     Var g = (1/n²) { σ₊² E[k A(1,k)²] + σ₋² E[(n−k) A(0,k)²] }
  ///             + |∇ρ|² Var_k[ (k A(1,k)/ρ − (n−k) A(0,k)/(1−ρ)) / n ]
  ///
  /// with k ~ Bin(n, ρ) (result 1.10). The mean of the bracket is the factor by which E g shrinks ∇ρ. At ρ = 0
  /// and ρ = 1 the absent class drops out.
  ///
  /// - Throws: ``TheoryError`` for other algorithms, and where the baseline comes from outside the group.
  public func groupGradient(of algorithm: Algorithm) throws -> (variance: Double, shrinkage: Double) {
    try groupGradient(of: CountRule(algorithm))
  }

  /// The same of a rule that stands ready, which may read a batch of known success rate.
  ///
  /// - Throws: ``TheoryError/externalBaseline(summary:)``.
  public func groupGradient(of rule: CountRule) throws -> (variance: Double, shrinkage: Double) {
    if [.greedy, .tracker].contains(rule.algorithm.baseline) {
      throw TheoryError.externalBaseline(summary: rule.algorithm.baseline.summary)
    }
    let size = Double(rule.groupSize)
    let probabilities = try BinomialDistribution(
      trials: rule.groupSize, successProbability: successProbability
    ).probabilities
    var successSquares = 0.0
    var failureSquares = 0.0
    var signal = 0.0
    var squaredSignal = 0.0
    for count in 0...rule.groupSize {
      let probability = probabilities[count]
      guard probability > 0 else { continue }
      let successes = Double(count)
      let failures = size - successes
      let success = rule.successAdvantage(successes: count)
      let failure = rule.failureAdvantage(successes: count)
      successSquares += probability * successes * success * success
      failureSquares += probability * failures * failure * failure
      let pull =
        (count > 0 ? successes * success / successProbability : 0)
        - (count < rule.groupSize ? failures * failure / (1 - successProbability) : 0)
      signal += probability * pull / size
      squaredSignal += probability * (pull / size) * (pull / size)
    }
    let within =
      (successScoreVariance * successSquares + failureScoreVariance * failureSquares) / (size * size)
    let between = squaredGradientNorm * max(0, squaredSignal - signal * signal)
    return (within + between, signal)
  }

  /// The variance of leave-one-out (RLOO) in closed form, for n ≥ 2.
  ///
  ///     (n−2)/(n(n−1)) V(ρ) + ρ(1−ρ)(E₊ + E₋)/(n(n−1))
  ///
  /// The U-statistic identity of result 1.8, independent of ``groupGradient(of:)``.
  ///
  /// - Precondition: `groupSize` ≥ 2.
  public func leaveOneOutVariance(groupSize: Int) -> Double {
    precondition(groupSize >= 2, "leave-one-out needs another rollout")
    let size = Double(groupSize)
    let rate = successProbability
    // ρ(1−ρ)E₊ = (1−ρ) E[r|s|²] and ρ(1−ρ)E₋ = ρ (E|s|² − E[r|s|²]): no division where a class is absent.
    let classes =
      (1 - rate) * successSquaredScoreNorm + rate * (meanSquaredScoreNorm - successSquaredScoreNorm)
    return ((size - 2) * variance(baseline: rate) + classes) / (size * (size - 1))
  }
}
