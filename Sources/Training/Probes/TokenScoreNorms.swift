import Transformer

/// ‖∇ log π(y_t | y_<t)‖² of single tokens over all parameters: a diagnostic for small batches.
///
/// Takes as many forward and backward passes as the longest response has tokens, each with weight 1 on one token of every
/// sequence and 0 on the others. The norm of a response's score is not the sum of these: scores of tokens overlap.
public struct TokenScoreNorms: Hashable, Sendable {
  /// For every sequence one number a response token; 0 for tokens that the policy did not choose.
  public let squaredNorms: [[Double]]

  /// The norms at the given weights.
  ///
  /// - Throws: `TransformerError` for sequences that the network cannot read.
  public init(of sequences: [TokenSequence], parameters: TransformerParameters) throws {
    let pass = TransformerPass(shape: parameters.shape)
    let batch = TokenBatch(sequences)
    var squaredNorms = sequences.map { [Double](repeating: 0, count: $0.response.count) }
    for position in 0..<(squaredNorms.map(\.count).max() ?? 0) {
      try pass.forward(parameters, batch)
      pass.backward(
        parameters,
        tokenWeights: squaredNorms.flatMap { $0.indices.map { $0 == position ? 1 : 0 } })
      for (sequence, norm) in pass.squaredScoreNorms().enumerated()
      where position < squaredNorms[sequence].count {
        squaredNorms[sequence][position] = norm
      }
    }
    self.squaredNorms = squaredNorms
  }
}
