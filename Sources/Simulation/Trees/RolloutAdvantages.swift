import Algorithms
import GSLNumerics

/// What the rollouts of an update count, by how many succeed: c(r, K) = A(r, K)/n, asked of the algorithm once.
struct RolloutAdvantages: Sendable {
  /// How many rollouts of this prompt an update has.
  let rolloutCount: Int
  /// c(1, K) for K = 0 … n successes.
  let success: [Double]
  /// c(0, K) for K = 0 … n successes.
  let failure: [Double]
  /// P(J = j), j successes among the rollouts of other prompts.
  let otherSuccesses: [Double]
  /// P(J ≤ j).
  private let cumulative: [Double]

  /// The table of an algorithm.
  ///
  /// - Throws: ``SimulationError`` where a number is out of range or a part reads what there is not; `AlgorithmError` where
  ///   the rule is not defined.
  init(of algorithm: Algorithm, scheme: RolloutScheme) throws {
    let size: Int
    switch scheme {
    case .group:
      size = try Self.checked(algorithm.groupSize, name: "the group size")
      if let part = algorithm.partReadingBatch {
        throw SimulationError.needsBatch(part: part.name, summary: part.summary)
      }
      let advantages = try CountAdvantages(of: algorithm)
      let pairs = try (0...size).map { try advantages.advantages(of: .finite($0, of: size)) }
      success = pairs.map { $0.success / Double(size) }
      failure = pairs.map { $0.failure / Double(size) }
      rolloutCount = size
      otherSuccesses = [1]
    case .singleRollouts(let batchSize, let rate):
      size = try Self.checked(batchSize, name: "the batch size")
      guard rate >= 0 && rate <= 1 else {
        throw SimulationError.outOfRange(
          name: "the success rate of other prompts", value: rate, legal: "between 0 and 1")
      }
      let advantages = try SingleRolloutAdvantages(of: algorithm, batchSize: size)
      success = advantages.success.map { $0 / Double(size) }
      failure = advantages.failure.map { $0 / Double(size) }
      rolloutCount = 1
      otherSuccesses =
        try BinomialDistribution(trials: size - 1, successProbability: rate).probabilities
    }
    var sum = 0.0
    cumulative = otherSuccesses.map { probability in
      sum += probability
      return sum
    }
  }

  private static func checked(_ size: Int, name: String) throws -> Int {
    guard (1...4096).contains(size) else {
      throw SimulationError.outOfRange(name: name, value: Double(size), legal: "between 1 and 4096")
    }
    return size
  }

  /// J at a uniform number in [0, 1): the smallest j with P(J ≤ j) above it.
  @inline(__always)
  func otherSuccesses(at uniform: Double) -> Int {
    var (lower, upper) = (0, cumulative.count - 1)
    while lower < upper {
      let middle = (lower + upper) / 2
      if uniform < cumulative[middle] { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
