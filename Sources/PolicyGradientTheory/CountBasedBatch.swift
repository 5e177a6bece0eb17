import Algorithms
import GSLNumerics
import Policies
import Rollouts

/// The exact gradient of a batch of groups under an algorithm that reads only rewards, such as the batch mean.
///
/// Result 1.10 for several prompts at once: given the success counts k_x of all groups, scores are independent within
/// each class, so with A_x(1), A_x(0) the advantages in group x and N = P n rollouts
///
///     Var g = (1/N²) E[ Σ_x k_x A_x(1)² σ₊ₓ² + (n − k_x) A_x(0)² σ₋ₓ² ]
///             + tr Var_k[ (1/N) Σ_x (k_x A_x(1)/ρ_x − (n − k_x) A_x(0)/(1 − ρ_x)) ∇ρ_x ].
public struct CountBasedBatch: Sendable {
  /// How many combinations of success counts are summed over at most.
  public static let limit = 200_000

  private let moments: [ScoreMoments]
  private let gradients: [[Double]]

  /// A batch with one group for every prompt.
  ///
  /// - Precondition: at least one prompt, all over the same parameters.
  public init(prompts: [ResponseTable]) {
    precondition(!prompts.isEmpty, "a batch needs a prompt")
    moments = prompts.map { ScoreMoments(of: $0) }
    gradients = prompts.map(\.successGradient)
  }

  /// Whether there are few enough combinations of success counts in groups of n.
  public func canSum(groupSize: Int) -> Bool {
    var count = 1
    for _ in moments where count <= Self.limit { count *= groupSize + 1 }
    return count <= Self.limit
  }

  /// The variance of the batch gradient and its mean E g, a vector over the parameters.
  ///
  /// - Throws: ``TheoryError/notCountBased(part:summary:dependence:)`` where the algorithm weighs by length or score
  ///   norm;
  ///   ``TheoryError/tooManyCombinations(limit:)`` beyond ``limit``; `AlgorithmError` from the algorithm.
  public func gradient(of algorithm: Algorithm) throws -> (variance: Double, mean: [Double]) {
    try algorithm.checkCountsDecide()
    let size = algorithm.groupSize
    let binomials = try moments.map {
      try BinomialDistribution(trials: size, successProbability: $0.successProbability)
    }
    var sums = Sums(parameterCount: gradients[0].count)
    for counts in try combinations(groupSize: size) {
      let probability = zip(binomials, counts).reduce(1) { $0 * $1.0.probability(of: $1.1) }
      guard probability > 0 else { continue }
      let advantages = try advantages(algorithm, counts)
      add(counts, probability: probability, advantages: advantages, groupSize: size, to: &sums)
    }
    let squaredMean = innerProduct(sums.mean, sums.mean)
    return (sums.within + max(0, sums.squaredMean - squaredMean), sums.mean)
  }

  private struct Sums {
    var within = 0.0
    var squaredMean = 0.0
    var mean: [Double]

    init(parameterCount: Int) { mean = Array(repeating: 0, count: parameterCount) }
  }

  private func add(
    _ counts: [Int], probability: Double, advantages: [(success: Double, failure: Double)], groupSize: Int,
    to sums: inout Sums
  ) {
    let total = Double(counts.count * groupSize)
    var mean = [Double](repeating: 0, count: sums.mean.count)
    for (prompt, count) in counts.enumerated() {
      let successes = Double(count)
      let failures = Double(groupSize - count)
      let (success, failure) = advantages[prompt]
      let rate = moments[prompt].successProbability
      sums.within +=
        probability / (total * total)
        * (successes * success * success * moments[prompt].successScoreVariance
          + failures * failure * failure * moments[prompt].failureScoreVariance)
      let pull =
        (successes > 0 ? successes * success / rate : 0)
        - (failures > 0 ? failures * failure / (1 - rate) : 0)
      for index in mean.indices { mean[index] += pull / total * gradients[prompt][index] }
    }
    sums.squaredMean += probability * innerProduct(mean, mean)
    for index in mean.indices { sums.mean[index] += probability * mean[index] }
  }

  /// The advantages of a success and of a failure in every group, read off the algorithm's value; 0 where a class is
  /// absent.
  private func advantages(
    _ algorithm: Algorithm, _ counts: [Int]
  ) throws -> [(success: Double, failure: Double)] {
    let size = algorithm.groupSize
    let batch = Batch(
      counts.flatMap { count in (0..<size).map { Rollout(reward: $0 < count ? 1 : 0, length: 1) } },
      groupSize: size)
    let advantages = try algorithm.advantages(for: batch)
    return counts.enumerated().map { group, count in
      (count > 0 ? advantages[group * size] : 0, count < size ? advantages[(group + 1) * size - 1] : 0)
    }
  }

  private func combinations(groupSize: Int) throws -> [[Int]] {
    guard canSum(groupSize: groupSize) else {
      throw TheoryError.tooManyCombinations(limit: Self.limit)
    }
    return moments.reduce([[]]) { partial, _ in
      partial.flatMap { head in (0...groupSize).map { head + [$0] } }
    }
  }
}
