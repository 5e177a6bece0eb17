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
    guard isFirst || groupSize <= PenaltyScheme.largestGroupInTrees else {
      throw TheoryError.groupTooLargeForTrees(value: groupSize, largest: PenaltyScheme.largestGroupInTrees)
    }
    for group in try groups(of: classes) {
      coefficient.add(try group.coefficientSums())
      logit.add(try isFirst ? group.firstLogitSums() : group.logitSums())
    }
    return FalsePenalty(
      trueAdvantage: classes.trueAdvantage, coefficient: coefficient.sums, logit: logit.sums,
      approximations: approximations(of: classes, coefficient: coefficient, logit: logit))
  }

  /// Groups by their number of successes, without those that do not occur.
  func groups(of classes: TokenClasses) throws -> [CountedGroup] {
    let counts = try BinomialDistribution(
      trials: groupSize, successProbability: min(1, classes.successRate))
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
    let rest = classes.success.sibling + classes.success.elsewhere
    let unvisited = rest + classes.failure.sibling + classes.failure.elsewhere
    guard visit > 0 && unvisited > 0 else { return nil }
    let (with, without) = (classes.success.token / visit, rest / unvisited)
    let variance =
      with * (classes.failure.token / visit) / (Double(groupSize) * visit)
      + without * (1 - without) / (Double(groupSize) * unvisited)
    guard variance > 0 || with != without else { return nil }
    return NormalDistribution.cumulativeProbability(at: (without - with) / variance.squareRoot())
  }
}

/// Sums over groups: probabilities, masses and the first two moments.
struct MomentSums {
  var sums = SignedSums()
  /// E x².
  var meanSquare = 0.0

  mutating func add(_ other: MomentSums) {
    sums.addSet(sign: -1, probability: other.sums.negative.probability, total: -other.sums.negative.mass)
    sums.addSet(sign: 1, probability: other.sums.positive.probability, total: other.sums.positive.mass)
    sums.mean += other.sums.mean
    meanSquare += other.meanSquare
  }

  /// Φ(−E x/sd x); nil where x has no variance beyond rounding.
  var normalNegativeProbability: Double? {
    let variance = meanSquare - sums.mean * sums.mean
    guard variance > 16 * meanSquare.ulp else { return nil }
    return NormalDistribution.cumulativeProbability(at: -sums.mean / variance.squareRoot())
  }
}

extension CountRule {
  /// The exact signs and ratios of A(1, k) and A(0, k) for k = 0 … n.
  ///
  /// - Throws: `AlgorithmError` where the rule is not defined for one of these groups.
  func directions() throws -> [AdvantageDirection] {
    let groups = (0...groupSize).map { SuccessCount.finite($0, of: groupSize) }
    let advantages = try CountAdvantages(of: algorithm, batchRate: batchRate) { rate in
      let binomial = try BinomialDistribution(trials: groupSize, successProbability: rate)
      return zip(groups, binomial.probabilities).map { ($0, $1) }
    }
    let directions = try AdvantageDirections(of: advantages, batchRate: batchRate)
    return try groups.map { try directions.direction(of: $0) }
  }
}
