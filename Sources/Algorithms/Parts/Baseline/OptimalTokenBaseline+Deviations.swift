import Foundation
import Rollouts

extension OptimalTokenBaseline {
  /// G_it − b_t at every position that counts; 0 elsewhere.
  func deviations(of returns: [Double], in batch: Batch, tokens: ResponseTokens) throws -> [Double] {
    let norms = try accumulatedScoreNorms(of: tokens)
    var deviations = [Double](repeating: 0, count: returns.count)
    for group in 0..<batch.groupCount {
      let rollouts = batch.group(group)
      let lengths = rollouts.map { tokens.length(of: $0) }
      let descending = lengths.sorted(by: >)
      let secondLongest = descending.count > 1 && dropsTail ? descending[1] : .max
      for (column, members) in columns(of: rollouts, in: tokens).enumerated() {
        var sum = WeightedSum()
        let reference = members.first.map { returns[$0.position] } ?? 0
        for (_, position) in members { sum.add(returns[position] - reference, weight: norms[position]) }
        let baseline =
          rollouts.count > 1 ? sum.mean(epsilon: epsilon) + reference * sum.share(epsilon: epsilon) : 0
        for (rollout, position) in members {
          let isTail = column >= secondLongest && lengths[rollout - rollouts.lowerBound] > secondLongest
          deviations[position] = returns[position] - (isTail ? 0 : baseline)
        }
      }
    }
    return deviations
  }

  /// The positions that count with their rollouts, those side by side together.
  private func columns(
    of rollouts: Range<Int>, in tokens: ResponseTokens
  ) -> [[(rollout: Int, position: Int)]] {
    var columns: [[(rollout: Int, position: Int)]] = []
    for rollout in rollouts {
      var column = 0
      for position in tokens.positions(of: rollout) {
        if tokens.counts(position) {
          while columns.count <= column { columns.append([]) }
          columns[column].append((rollout, position))
        }
        if alignment == .position || tokens.counts(position) { column += 1 }
      }
    }
    return columns
  }

  /// W_it = Σ_{s ≤ t} w_is over the tokens that count.
  private func accumulatedScoreNorms(of tokens: ResponseTokens) throws -> [Double] {
    guard let logProbabilities = tokens.startLogProbabilities else {
      throw AlgorithmError.missingTokens("oldLogProbs", neededBy: "the optimal token baseline")
    }
    guard let squares = tokens.sumsOfSquaredProbabilities else {
      throw AlgorithmError.missingTokens("sumOfSquaredProbabilities", neededBy: "the optimal token baseline")
    }
    var norms = [Double](repeating: 0, count: tokens.count)
    for index in 0..<tokens.starts.count - 1 {
      var accumulated = 0.0
      for position in tokens.positions(of: index) where tokens.counts(position) {
        let weight = tokens.rolloutWeights?[position] ?? 1
        accumulated += (1 - 2 * exp(logProbabilities[position]) + squares[position]) * weight * weight
        norms[position] = accumulated
      }
    }
    return norms
  }
}
