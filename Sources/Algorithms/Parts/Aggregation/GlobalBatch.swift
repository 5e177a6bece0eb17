/// The batch of which the given one is a part, where several workers share an update.
///
/// Each worker's loss is multiplied by the number of workers, because they will average their gradients.
public struct GlobalBatch: Hashable, Sendable {
  /// The number of tokens that count, of all workers; nil: those of the batch.
  public var tokenCount: Int?
  /// The number of rollouts of all workers; nil: those of the batch.
  public var rolloutCount: Int?
  /// The number of workers, ≥ 1.
  public var workerCount: Int

  /// A batch that is split over workers; by default it is not.
  public init(tokenCount: Int? = nil, rolloutCount: Int? = nil, workerCount: Int = 1) {
    self.tokenCount = tokenCount
    self.rolloutCount = rolloutCount
    self.workerCount = workerCount
  }
}
