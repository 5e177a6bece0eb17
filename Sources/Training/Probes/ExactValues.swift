import Foundation
import Tasks
import Transformer

/// Success probabilities of unfinished beginnings by enumeration: for tasks with few responses.
///
///     V(h) = Σ_y π(y | h) over the responses y ⊃ h that succeed
///
/// Probabilities are the network's, products of Floats: right to about 10⁻⁶ of themselves.
struct ExactValues {
  let learner: Learner

  /// The most beginnings that an enumeration visits for a prompt.
  static let limit = 1 << 17
  /// The most responses that pass through the network at once.
  private static let batchSize = 4_096

  /// - Throws: ``ProbeError/tooManyResponses(limit:)``.
  func values(of prefixes: [ResponsePrefix]) throws -> [ResponsePrefix: SuccessProbability] {
    var values: [ResponsePrefix: SuccessProbability] = [:]
    for (prompt, prefixes) in Dictionary(grouping: prefixes, by: \.prompt) {
      let successes = try successes(to: prompt)
      for prefix in prefixes {
        let continued = successes.filter { $0.response.starts(with: prefix.response) }
        let probabilities = continued.map { success in
          exp(success.logProbabilities.dropFirst(prefix.response.count).reduce(0, +))
        }
        values[prefix] = SuccessProbability(exact: probabilities.reduce(0, +))
      }
    }
    return values
  }

  /// Every response that succeeds, with log π of its tokens; 0 for those of an environment.
  private func successes(to prompt: [Int]) throws -> [(response: [Int], logProbabilities: [Double])] {
    let ended = try endedResponses(to: prompt)
    let outcomes = try learner.task.outcomes(of: ended.map { TaskResponse(prompt: prompt, response: $0) })
    let responses = zip(ended, outcomes).filter(\.1).map(\.0)
    let pass = TransformerPass(shape: learner.parameters.shape)
    var successes: [(response: [Int], logProbabilities: [Double])] = []
    for start in stride(from: 0, to: responses.count, by: Self.batchSize) {
      let part = responses[start..<min(start + Self.batchSize, responses.count)]
      let sequences = part.map { learner.sequence(prompt: prompt, response: $0) }
      try pass.forward(learner.parameters, TokenBatch(sequences))
      var logProbabilities = pass.tokenLogProbabilities[...]
      for response in part {
        successes.append((response, logProbabilities.prefix(response.count).map(Double.init)))
        logProbabilities = logProbabilities.dropFirst(response.count)
      }
    }
    return successes
  }

  /// Every response that ends with the end token: what is cut off fails.
  private func endedResponses(to prompt: [Int]) throws -> [[Int]] {
    var ended: [[Int]] = []
    var unfinished = [ResponsePrefix(prompt: prompt)]
    var position = 0
    while position < unfinished.count {
      for token in 0..<learner.task.vocabularySize {
        let next = unfinished[position].choosing(token, in: learner.task)
        if next.response.last == learner.task.endToken {
          ended.append(next.response)
        } else if !next.isFinished(in: learner.task) {
          unfinished.append(next)
        }
      }
      guard unfinished.count <= Self.limit else { throw ProbeError.tooManyResponses(limit: Self.limit) }
      position += 1
    }
    return ended
  }
}
