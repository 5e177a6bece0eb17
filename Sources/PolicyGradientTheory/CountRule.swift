import Algorithms
import GSLNumerics

/// An algorithm whose advantage depends on a rollout only through its reward r and its group's success count k.
///
/// A_n(r, k) is read off the algorithm's value, by asking it for the advantages of a group with k successes; there is
/// no second definition. A rule that reads the whole batch becomes such a rule amid infinitely many groups of prompts
/// of one success rate R. A baseline from outside the group (greedy, tracker) is taken as 0.
public struct CountRule: Hashable, Sendable {
  /// The algorithm.
  public let algorithm: Algorithm
  /// R, for rules that read the whole batch.
  public let batchRate: Double?
  private let successAdvantages: [Double]
  private let failureAdvantages: [Double]
  private let resampled: [Bool]

  /// The count rule of an algorithm at its group size.
  ///
  /// - Parameters:
  ///   - algorithm: the algorithm.
  ///   - batchRate: R, strictly between 0 and 1; only rules that read the whole batch need it.
  /// - Throws: ``TheoryError`` where the advantage depends on more than counts, or on a batch whose rate is missing or
  ///   out of range; `AlgorithmError` where the rule is not defined for groups of this size.
  public init(_ algorithm: Algorithm, batchRate: Double? = nil) throws {
    let size = algorithm.groupSize
    let advantages = try CountAdvantages(ofGroupsOf: algorithm, batchRate: batchRate)
    let groups = (0...size).map { SuccessCount.finite($0, of: size) }
    let pairs = try groups.map { try advantages.advantages(of: $0) }
    self.algorithm = algorithm
    self.batchRate = batchRate
    successAdvantages = pairs.map(\.success)
    failureAdvantages = pairs.map(\.failure)
    resampled = groups.map { advantages.resamples($0) }
  }

  /// n.
  public var groupSize: Int { algorithm.groupSize }

  /// A_n(1, k), the advantage of a success in a group with k successes; 0 at k = 0, where there is none.
  public func successAdvantage(successes: Int) -> Double { successAdvantages[successes] }

  /// A_n(0, k), the advantage of a failure in a group with k successes; 0 at k = n, where there is none.
  public func failureAdvantage(successes: Int) -> Double { failureAdvantages[successes] }

  /// Whether a group with k successes is replaced by a fresh one.
  public func isResampled(successes: Int) -> Bool { resampled[successes] }
}

extension CountAdvantages {
  /// The advantages in groups of the algorithm's size, amid infinitely many such groups where the rule reads the batch.
  init(ofGroupsOf algorithm: Algorithm, batchRate: Double?) throws {
    let size = algorithm.groupSize
    try self.init(of: algorithm, batchRate: batchRate) { rate in
      let binomial = try BinomialDistribution(trials: size, successProbability: rate)
      return binomial.probabilities.enumerated().map { (.finite($0.offset, of: size), $0.element) }
    }
  }

  /// The advantages amid a batch of groups of success rate R, where the rule reads one.
  ///
  /// - Parameter groups: the distribution of the batch's groups at a success rate.
  init(
    of algorithm: Algorithm, batchRate: Double?,
    groups: (Double) throws -> [(group: SuccessCount, probability: Double)]
  ) throws {
    try algorithm.checkCountsDecide()
    if let batchRate, !(batchRate > 0 && batchRate < 1) {
      throw TheoryError.notARate(
        name: "the success rate of the batch", value: batchRate, legal: "between 0 and 1, both excluded")
    }
    guard algorithm.dependence == .batchCounts, let part = algorithm.partBeyondCounts else {
      try self.init(of: algorithm)
      return
    }
    guard let batchRate else { throw TheoryError.needsBatchRate(part: part.name, summary: part.summary) }
    try self.init(of: algorithm, amid: groups(batchRate))
  }
}
