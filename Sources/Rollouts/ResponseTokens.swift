/// What is known of every response token of a batch: one flat array a column, the responses one after another.
///
/// The positions of rollout i are `starts[i] ..< starts[i + 1]`. Positions that the mask leaves out (padding, or what
/// a tool wrote inside a response) count for nothing; padding at the end may be left away altogether. All
/// probabilities are logarithms, in nats.
public struct ResponseTokens: Hashable, Sendable {
  /// One more entry than there are rollouts; the first is 0.
  public private(set) var starts: [Int]
  /// Which positions count; nil where all do.
  public var mask: [Bool]?
  /// The reward at every position; nil where the outcome arrives with the last token that counts.
  public var rewards: [Double]?
  /// log π(y_t) under the policy that is being trained.
  public var logProbabilities: [Double]?
  /// log π(y_t) under the policy at the start of the update; nil on policy.
  public var oldLogProbabilities: [Double]?
  /// log μ(y_t) as the sampler computed it when it generated the response.
  public var behaviorLogProbabilities: [Double]?
  /// log π(y_t) under the reference policy of a KL penalty.
  public var referenceLogProbabilities: [Double]?
  /// Fixed weights that multiply the tokens' losses, such as importance weights of another sampler.
  public var rolloutWeights: [Double]?
  /// The entropy of the distribution each token was drawn from, in nats.
  public var entropies: [Double]?
  /// Σ_v π(v)² of the distribution each token was drawn from.
  public var sumsOfSquaredProbabilities: [Double]?

  /// Token columns of responses with the given numbers of positions; all columns but the mask are still absent.
  public init(positionCounts: [Int], mask: [Bool]? = nil) {
    starts = positionCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    self.mask = mask
  }

  /// The number of positions of all responses.
  public var count: Int { starts[starts.count - 1] }

  /// The positions of rollout `index`.
  @inlinable
  public func positions(of index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

  /// The log-probabilities of whoever sampled the responses: as recorded then, or else under the old policy; nil on
  /// policy.
  public var samplerLogProbabilities: [Double]? { behaviorLogProbabilities ?? oldLogProbabilities }

  /// The log-probabilities at the start of the update; on policy those of the policy itself.
  public var startLogProbabilities: [Double]? { oldLogProbabilities ?? logProbabilities }

  /// Whether a position counts.
  @inlinable
  public func counts(_ position: Int) -> Bool { mask?[position] ?? true }

  /// The number of positions of rollout `index` that count.
  public func length(of index: Int) -> Int {
    guard let mask else { return positions(of: index).count }
    return positions(of: index).reduce(0) { $0 + (mask[$1] ? 1 : 0) }
  }

  /// Checks that the mask and every column have one value for every position.
  ///
  /// - Throws: ``MismatchedColumn`` for the first that has not.
  public func checkColumnCounts() throws {
    if let mask, mask.count != count {
      throw MismatchedColumn(name: "mask", count: mask.count, expected: count)
    }
    for column in columns {
      guard let values = column.values, values.count != count else { continue }
      throw MismatchedColumn(name: column.name, count: values.count, expected: count)
    }
  }

  func validate(against rollouts: [Rollout]) throws {
    precondition(starts.count == rollouts.count + 1, "token columns of \(starts.count - 1) rollouts")
    try checkColumnCounts()
    for index in rollouts.indices where length(of: index) != rollouts[index].length {
      throw InvalidRollout(
        index: index,
        problem: .tokenCount(
          column: "positions that count", count: length(of: index), expected: rollouts[index].length))
    }
    for column in columns {
      guard let values = column.values else { continue }
      for index in rollouts.indices {
        for position in positions(of: index) where !column.isLegal(values[position]) {
          throw InvalidRollout(
            index: index,
            problem: .token(
              column: column.name, position: position - starts[index], value: values[position],
              legal: column.legal))
        }
      }
    }
  }

  private typealias Column = (
    name: String, values: [Double]?, isLegal: (Double) -> Bool, legal: String
  )

  private var columns: [Column] {
    let logProbability = { (value: Double) in value <= 0 && value.isFinite }
    let legal = "a finite logarithm of a probability, 0 or less"
    return [
      ("tokenRewards", rewards, \.isFinite, "a finite number"),
      ("logProbs", logProbabilities, logProbability, legal),
      ("oldLogProbs", oldLogProbabilities, logProbability, legal),
      ("behaviorLogProbs", behaviorLogProbabilities, logProbability, legal),
      ("referenceLogProbs", referenceLogProbabilities, logProbability, legal),
      ("rolloutWeights", rolloutWeights, { $0 >= 0 && $0.isFinite }, "a finite number, 0 or more"),
      ("entropies", entropies, { $0 >= 0 && $0.isFinite }, "a finite number, 0 or more"),
      ("sumOfSquaredProbabilities", sumsOfSquaredProbabilities, { $0 >= 0 && $0 <= 1 }, "between 0 and 1"),
    ]
  }
}
