import Algorithms
import GSLNumerics

/// All groups of k successes among n: what a token gets in them.
struct CountedGroup {
  let successes: Int
  let size: Int
  /// P(k).
  let probability: Double
  let classes: TokenClasses
  let advantages: (success: Double, failure: Double)
  let direction: AdvantageDirection

  private var failures: Int { size - successes }

  /// Whether the advantages of the group sum to 0.
  var cancels: Bool {
    Int128(successes) * direction.success + Int128(failures) * direction.failure == 0
  }

  // MARK: - C

  /// C, from X and Y.
  func coefficientSums() throws -> MomentSums {
    let (success, failure) = (classes.success, classes.failure)
    // Where advantages cancel, C may be taken about any multiple of their sum, which leaves nothing to cancel in its mean.
    let visit = cancels ? success.token + failure.token : 0
    let miss = cancels ? success.rest + failure.rest : 1
    return try sums(
      offset: 0, exactOffset: 0, exactScale: 1,
      mean: mean(
        successPull: miss * success.token - visit * success.rest,
        failurePull: miss * failure.token - visit * failure.rest))
  }

  // MARK: - G at the first position

  /// G of a token that competes with all other rollouts, from X and Y.
  func firstLogitSums() throws -> MomentSums {
    let visit = ExactProbability(classes.probability)
    let total = Double(successes) * advantages.success + Double(failures) * advantages.failure
    let exactTotal = Int128(successes) * direction.success + Int128(failures) * direction.failure
    return try sums(
      offset: -classes.probability * total / Double(size), exactOffset: -visit.numerator * exactTotal,
      exactScale: visit.denominator, mean: logitMean)
  }

  /// P(k) times E G.
  private var logitMean: Double {
    mean(
      successPull: classes.success.logitPull(classes.probability),
      failurePull: classes.failure.logitPull(classes.probability))
  }

  /// E of the group's sum, from what one rollout of either outcome contributes in all.
  private func mean(successPull: Double, failurePull: Double) -> Double {
    let success = classes.success.total > 0 ? Double(successes) * successPull / classes.success.total : 0
    let failure = classes.failure.total > 0 ? Double(failures) * failurePull / classes.failure.total : 0
    return probability * (success * advantages.success + failure * advantages.failure) / Double(size)
  }

  /// Sums of offset + (X A(1, k) + Y A(0, k))/n over X and Y, with signs decided by the same in integers, times a scale.
  private func sums(
    offset: Double, exactOffset: Int128, exactScale: Int128, mean: Double
  ) throws -> MomentSums {
    let onSuccess = try classes.success.tokenCount(of: successes)
    let onFailure = try classes.failure.tokenCount(of: failures)
    let second = BinomialSums(onFailure)
    let pull = advantages.success / Double(size)
    let push = advantages.failure / Double(size)
    var result = MomentSums()
    let slope = exactScale * direction.failure
    for (count, weight) in onSuccess.probabilities.enumerated() where weight > 0 {
      let exact = exactOffset + exactScale * direction.success * Int128(count)
      let value = offset + pull * Double(count)
      for sign in [-1, 1] {
        let range = BinomialSums.HalfLine(sign: Int128(sign), of: exact, slope: slope, upTo: failures)
        let (probability, mean) = second.sums(over: range)
        result.sums.addSet(
          sign: sign, probability: self.probability * weight * probability,
          total: self.probability * weight * (value * probability + push * mean))
      }
    }
    // What has no sign is 0, whatever rounding leaves of its mean.
    result.sums.mean = result.sums.isZero ? 0 : mean
    let variance = pull * pull * onSuccess.variance + push * push * onFailure.variance
    let centre = offset + pull * onSuccess.mean + push * onFailure.mean
    result.meanSquare = probability * (variance + centre * centre)
    return result
  }

  // MARK: - G further down

  /// G of a token whose prefix a rollout may miss, from two counts for each outcome.
  func logitSums() throws -> MomentSums {
    let (success, failure) = try prefixSpreads()
    let pull = advantages.success / Double(size)
    let push = advantages.failure / Double(size)
    var result = MomentSums()
    let sorted = SortedSpread(failure, direction: direction.failure)
    for place in success.places {
      for sign in [-1, 1] {
        let (probability, mean) = sorted.sums(sign: sign, beyond: direction.success * place.exact)
        result.sums.addSet(
          sign: sign, probability: self.probability * place.probability * probability,
          total: self.probability * place.probability * (pull * place.value * probability + push * mean))
      }
    }
    result.sums.mean = result.sums.isZero ? 0 : logitMean
    let centre = pull * success.mean + push * failure.mean
    result.meanSquare =
      probability
      * (pull * pull * success.variance + push * push * failure.variance + centre * centre)
    return result
  }

  /// The counts on the token and beside it, among successes and among failures.
  func prefixSpreads() throws -> (success: PrefixSpread, failure: PrefixSpread) {
    (
      try PrefixSpread(of: classes.success, trials: successes, probability: classes.probability),
      try PrefixSpread(of: classes.failure, trials: failures, probability: classes.probability)
    )
  }
}
