/// A softmax over M whole responses with one free logit each.
///
/// Its score in logit coordinates is s_y = e_y − π, with |s_y|² = 1 − 2π_y + Σπ² and E|s|² = 1 − Σπ². With two
/// responses and one success the optimal baseline is 1 − ρ, and with it the variance is exactly 0 (result 1.4).
public struct TabularSoftmax: Sendable {
  /// π over the responses.
  public let probabilities: [Double]

  /// The softmax policy with these probabilities.
  ///
  /// - Throws: ``PolicyError`` unless they lie in [0, 1] and sum to one.
  public init(probabilities: [Double]) throws {
    try checkProbabilities(probabilities)
    self.probabilities = probabilities
  }

  /// The table of its responses.
  ///
  /// - Parameters:
  ///   - rewards: 0 or 1 for every response.
  ///   - lengths: the length of every response; 1 each where nil.
  /// - Throws: ``PolicyError`` where a list has another length or a value out of range.
  public func responses(rewards: [Double], lengths: [Int]? = nil) throws -> ResponseTable {
    let lengths = lengths ?? Array(repeating: 1, count: probabilities.count)
    for (list, count) in [("rewards", rewards.count), ("lengths", lengths.count)]
    where count != probabilities.count {
      throw PolicyError.lengthMismatch(list: list, count: count, expected: probabilities.count)
    }
    for (index, reward) in rewards.enumerated() where reward != 0 && reward != 1 {
      throw PolicyError.reward(value: reward, index: index)
    }
    for (index, length) in lengths.enumerated() where length < 0 {
      throw PolicyError.length(value: length, index: index)
    }
    return ResponseTable(
      responses: probabilities.indices.map { chosen in
        let score = softmaxScore(probabilities, chosen: chosen)
        return Response(
          tokens: [chosen], probability: probabilities[chosen], reward: rewards[chosen],
          length: lengths[chosen], score: score, steps: [Response.Step(prefix: [], score: score)])
      })
  }
}

/// e_chosen − π, the score of a softmax with free logits.
func softmaxScore(_ probabilities: [Double], chosen: Int) -> [Double] {
  probabilities.indices.map { ($0 == chosen ? 1 : 0) - probabilities[$0] }
}
