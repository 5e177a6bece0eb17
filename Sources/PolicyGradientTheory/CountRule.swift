import Algorithms
import Rollouts

/// An algorithm whose advantage depends on a rollout only through its reward r and its group's success count k.
///
/// A_n(r, k) is read off the algorithm's value, by asking it for the advantages of a group with k successes;
/// there is no second definition.
public struct CountRule: Hashable, Sendable {
  /// n.
  public let groupSize: Int
  private let successAdvantages: [Double]
  private let failureAdvantages: [Double]

  /// The count rule of an algorithm at its group size.
  ///
  /// - Throws: ``TheoryError/notCountBased(reason:)`` where the advantage also depends on lengths, score norms
  ///   or other groups; `AlgorithmError.groupOfOne` where the algorithm refuses groups of one.
  public init(_ algorithm: Algorithm) throws {
    switch algorithm.dependence {
    case .groupCount: break
    case .batchCounts: throw TheoryError.notCountBased(reason: "the batch mean depends on the other groups")
    case .lengths: throw TheoryError.notCountBased(reason: "length weights depend on the lengths")
    case .squaredScoreNorms:
      throw TheoryError.notCountBased(reason: "score-norm weights depend on the scores")
    case .tokens: throw TheoryError.notCountBased(reason: "advantages differ from token to token")
    }
    groupSize = algorithm.groupSize
    var successes: [Double] = []
    var failures: [Double] = []
    for count in 0...algorithm.groupSize {
      let group = (0..<algorithm.groupSize).map { Rollout(reward: $0 < count ? 1 : 0, length: 1) }
      let advantages = try algorithm.advantages(for: Batch(group, groupSize: algorithm.groupSize))
      successes.append(count > 0 ? advantages[0] : 0)
      failures.append(count < algorithm.groupSize ? advantages[algorithm.groupSize - 1] : 0)
    }
    successAdvantages = successes
    failureAdvantages = failures
  }

  /// A_n(1, k), the advantage of a success in a group with k successes; 0 at k = 0, where there is none.
  public func successAdvantage(successes: Int) -> Double { successAdvantages[successes] }

  /// A_n(0, k), the advantage of a failure in a group with k successes; 0 at k = n, where there is none.
  public func failureAdvantage(successes: Int) -> Double { failureAdvantages[successes] }
}
