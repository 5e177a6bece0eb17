import Algorithms
import GSLNumerics

/// Groups of n rollouts of one prompt under an algorithm (results 4.1–4.5).
///
/// Given k successes, the rollouts on the token among the successes, X, and among the failures, Y, are independent
/// binomials; C = (X A(1, k) + Y A(0, k))/n is negative for a half-line of Y for every X. At a token of the first position
/// G = C − (π/n)(k A(1, k) + (n − k) A(0, k)) is as simple, and everything is summed in O(n²).
struct GroupPenaltyRule: Sendable {
  let rule: CountRule
  private let directions: [AdvantageDirection]

  init(_ algorithm: Algorithm, batchRate: Double?) throws {
    rule = try CountRule(algorithm, batchRate: batchRate)
    directions = try rule.directions()
  }

  var groupSize: Int { rule.groupSize }

  /// Whether all signs are those of exact fractions.
  var hasExactSigns: Bool { directions.allSatisfy(\.isExact) }

  /// Whether the advantages of every group sum to 0, so that C = G at a token of the first position.
  private var isCentred: Bool {
    directions.enumerated().allSatisfy { successes, direction in
      Int128(successes) * direction.success + Int128(groupSize - successes) * direction.failure == 0
    }
  }

  func penalty(of classes: TokenClasses) throws -> FalsePenalty {
    var coefficient = MomentSums()
    var logit = MomentSums()
    let isFirst = classes.coversAllRollouts
    if !isFirst { try checkSizeForTrees() }
    for group in try groups(of: classes) {
      let sums = try group.coefficientSums()
      coefficient.add(sums)
      // Where advantages cancel, C = G at the first position.
      logit.add(try !isFirst ? group.logitSums() : group.cancels ? sums : group.firstLogitSums())
    }
    return FalsePenalty(
      trueAdvantage: classes.trueAdvantage, coefficient: coefficient.sums, logit: logit.sums,
      approximations: approximations(of: classes, coefficient: coefficient, logit: logit))
  }

  /// Refuses groups too large for the sums of tokens further down a tree, and for lists of all outcomes.
  func checkSizeForTrees() throws {
    guard groupSize <= PenaltyScheme.largestGroupInTrees else {
      throw TheoryError.groupTooLargeForTrees(value: groupSize, largest: PenaltyScheme.largestGroupInTrees)
    }
  }

  /// Groups by their number of successes, without those that do not occur.
  func groups(of classes: TokenClasses) throws -> [CountedGroup] {
    let counts = try BinomialDistribution(
      trials: groupSize, successWeight: classes.success.total, failureWeight: classes.failure.total)
    return counts.probabilities.enumerated().filter { $0.element > 0 }.map { successes, probability in
      CountedGroup(
        successes: successes, size: groupSize, probability: probability, classes: classes,
        advantages: (
          rule.successAdvantage(successes: successes), rule.failureAdvantage(successes: successes)
        ), direction: directions[successes])
    }
  }

  /// Normal approximations of P(C < 0) and P(G < 0).
  private func approximations(
    of classes: TokenClasses, coefficient: MomentSums, logit: MomentSums
  ) -> (coefficient: Double?, logit: Double?) {
    guard isCentred && classes.trainsAllFailures else {
      return (coefficient.normalNegativeProbability, logit.normalNegativeProbability)
    }
    let misordering = twoSampleApproximation(of: classes)
    return (misordering, classes.coversAllRollouts ? misordering : logit.normalNegativeProbability)
  }

  /// P(p̂₁ < p̂₀) by a normal law (result 4.4); nil where a branch is empty, or where neither success rate has variance and
  /// both are equal.
  private func twoSampleApproximation(of classes: TokenClasses) -> Double? {
    let visit = classes.success.token + classes.failure.token
    let unvisited = classes.success.rest + classes.failure.rest
    guard visit > 0 && unvisited > 0 else { return nil }
    let (with, without) = (classes.success.token / visit, classes.success.rest / unvisited)
    let variance =
      with * (classes.failure.token / visit) / (Double(groupSize) * visit)
      + without * (1 - without) / (Double(groupSize) * unvisited)
    guard variance > 0 || with != without else { return nil }
    return NormalDistribution.cumulativeProbability(at: (without - with) / variance.squareRoot())
  }
}
