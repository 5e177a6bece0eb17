import Rollouts

extension Algorithm {
  /// The surrogate loss of a batch with its gradient.
  ///
  /// - Parameters:
  ///   - batch: rollouts with the log-probabilities of their tokens; without old ones the batch is on policy.
  ///   - advantages: nil to compute them from the batch.
  ///   - global: what the batch is a part of.
  /// - Throws: ``AlgorithmError`` where the batch lacks what the algorithm reads, or no token counts.
  public func loss(
    for batch: Batch, advantages: Advantages? = nil, global: GlobalBatch = GlobalBatch()
  ) throws -> SurrogateLoss {
    fatalError("not yet")
  }
}
