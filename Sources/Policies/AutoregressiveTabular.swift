/// An autoregressive policy with free logits of its own at every prefix.
///
/// Blocks of different prefixes are orthogonal, so |s|² = Σ_t (1 − 2p_t + Σ_a p(a | h_t)²) (result 1.5).
public struct AutoregressiveTabular: TokenPolicy {
  private let distributions: [[Int]: [Double]]
  private let blockStarts: [[Int]: Int]
  /// The number of logits over all prefixes.
  public let parameterCount: Int

  /// The policy with these distributions, one for every prefix that can be reached.
  ///
  /// - Throws: ``PolicyError`` unless each is a probability distribution.
  public init(distributions: [[Int]: [Double]]) throws {
    var starts: [[Int]: Int] = [:]
    var count = 0
    for prefix in distributions.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let probabilities = distributions[prefix] ?? []
      try checkProbabilities(probabilities, context: " of prefix \(prefix)")
      starts[prefix] = count
      count += probabilities.count
    }
    self.distributions = distributions
    blockStarts = starts
    parameterCount = count
  }

  /// π(· | prefix); the same for every prompt.
  public func distribution(prompt: Int, prefix: [Int]) throws -> [Double] {
    guard let distribution = distributions[prefix] else { throw PolicyError.missingPrefix(prefix) }
    return distribution
  }

  /// e_token − π in the prefix's own block, 0 elsewhere.
  public func score(prompt: Int, prefix: [Int], token: Int, distribution: [Double]) -> [Double] {
    var score = [Double](repeating: 0, count: parameterCount)
    guard let start = blockStarts[prefix] else { return score }
    score.replaceSubrange(
      start..<start + distribution.count, with: softmaxScore(distribution, chosen: token))
    return score
  }
}
