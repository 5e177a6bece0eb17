import Algorithms
import Foundation
import Rollouts
import Tasks
import Transformer

/// Verified rollouts with the token sequences they came from, in the same order.
public struct CollectedRollouts: Sendable {
  /// Prompt and response of every rollout.
  public let sequences: [TokenSequence]
  /// Outcome and length of every rollout, a group for every prompt, with the sampler's log-probabilities, entropies and
  /// sums of squared probabilities of their tokens.
  public var batch: Batch

  /// The share of rollouts that succeeded.
  public var successRate: Double {
    batch.rollouts.reduce(0) { $0 + $1.reward } / Double(batch.rollouts.count)
  }

  init(sequences: [TokenSequence], batch: Batch) {
    self.sequences = sequences
    self.batch = batch
  }

  /// Samples with their verdicts, in groups of equal size.
  package init(_ samples: [SampledResponses], outcomes: [Bool], groupSize: Int) {
    sequences = samples.flatMap(\.sequences)
    batch = Batch(
      zip(sequences, outcomes).map { Rollout(reward: $1 ? 1 : 0, length: $0.chosenCount) },
      groupSize: groupSize)
    let masks = sequences.contains { $0.mask != nil }
    var tokens = ResponseTokens(
      positionCounts: sequences.map(\.response.count),
      mask: masks
        ? sequences.flatMap { $0.mask ?? Array(repeating: true, count: $0.response.count) } : nil)
    let logProbabilities = samples.flatMap { $0.logProbabilities.map(Double.init) }
    let norms = samples.flatMap { $0.squaredLogitScoreNorms.map(Double.init) }
    tokens.oldLogProbabilities = logProbabilities
    tokens.entropies = samples.flatMap { sample in
      // Rounding can take an entropy below 0; what is no number stays none.
      sample.entropies.map { $0 < 0 ? 0 : Double($0) }
    }
    // ‖e − π‖² = 1 − 2π(token) + Σπ²; a difference of Floats can leave the range of a sum of squares by rounding.
    tokens.sumsOfSquaredProbabilities = zip(norms, logProbabilities).map {
      min(1, max(0, $0 - 1 + 2 * exp($1)))
    }
    batch.tokens = tokens
  }

  /// The rollouts of some groups, in the given order.
  package func groups(_ groups: [Int]) -> CollectedRollouts {
    let rollouts = groups.flatMap { Array(batch.group($0)) }
    var part = Batch(groups: groups.map { Array(batch.rollouts[batch.group($0)]) })
    part.tokens = batch.tokens?.responses(rollouts)
    return CollectedRollouts(sequences: rollouts.map { sequences[$0] }, batch: part)
  }

  /// These rollouts and then others, with the token columns of a sampler.
  func appending(_ others: CollectedRollouts) -> CollectedRollouts {
    var joined = Batch(
      groups: [batch, others.batch].flatMap { batch in
        (0..<batch.groupCount).map { Array(batch.rollouts[batch.group($0)]) }
      })
    if let tokens = batch.tokens, let otherTokens = others.batch.tokens {
      joined.tokens = tokens.appending(otherTokens)
    }
    return CollectedRollouts(sequences: sequences + others.sequences, batch: joined)
  }
}
