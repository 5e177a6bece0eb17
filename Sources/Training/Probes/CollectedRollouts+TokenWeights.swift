import Algorithms

extension CollectedRollouts {
  /// What an algorithm multiplies the score of every response token by in its first step, on policy.
  ///
  /// Minus the derivative of its loss in the token's log-probability; 0 for tokens that the policy did not choose, and those
  /// that a filter leaves out.
  ///
  /// - Throws: `AlgorithmError` where the rollouts lack what the algorithm reads.
  public func tokenWeights(of algorithm: Algorithm) throws -> [Double] {
    var batch = batch
    batch.becomeCurrent()
    return try algorithm.loss(for: batch).gradient.map { -$0 }
  }
}
