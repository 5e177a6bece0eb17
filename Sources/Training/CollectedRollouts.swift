import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Transformer

/// Verified rollouts with the token sequences they came from, in the same order.
public struct CollectedRollouts: Sendable {
  /// Prompt and response of every rollout.
  public let sequences: [TokenSequence]
  /// Outcome and length of every rollout; a group for every prompt.
  public var batch: Batch

  /// The share of rollouts that succeeded.
  public var successRate: Double {
    batch.rollouts.reduce(0) { $0 + $1.reward } / Double(batch.rollouts.count)
  }
}
