import Algorithms
import ArgumentParser
import Dispatch
import Rollouts

/// A batch as large as a training step's, with log-probabilities that differ by a few per cent.
final class LossWorkload {
  let tokenCount: Int
  private let batch: Batch
  private let onPolicy: Batch
  private var copied: [Double]
  private var result = SurrogateLoss()

  init(rolloutCount: Int, tokenCount: Int) {
    let count = rolloutCount * tokenCount
    self.tokenCount = count
    let rollouts = (0..<rolloutCount).map {
      Rollout(reward: Self.fraction($0) < 0.5 ? 0 : 1, length: tokenCount)
    }
    var tokens = ResponseTokens(positionCounts: Array(repeating: tokenCount, count: rolloutCount))
    tokens.logProbabilities = (0..<count).map { -0.05 - 2 * Double($0 & 1023) / 1024 }
    var batch = Batch(rollouts, groupSize: 16)
    batch.tokens = tokens
    onPolicy = batch
    batch.tokens?.oldLogProbabilities = tokens.logProbabilities?.enumerated().map { index, logProbability in
      logProbability + 0.6 * (Self.fraction(index) - 0.5)
    }
    self.batch = batch
    copied = Array(repeating: 0, count: count)
  }

  /// A number in [0, 1) that jumps about with the index.
  private static func fraction(_ index: Int) -> Double {
    Double((index &* 2_654_435_761) & 1023) / 1024
  }

  /// The algorithms that are timed.
  enum Candidate {
    case reinforce, grpo, gspo
  }

  /// Copies one column, on as many threads as the loss uses.
  func copy() -> Double {
    let source = batch.tokens?.logProbabilities ?? []
    return seconds {
      source.withUnsafeBufferPointer { source in
        copied.withUnsafeMutableBufferPointer { target in
          nonisolated(unsafe) let (source, target) = (source, target)
          let chunk = max(1, source.count / 64)
          DispatchQueue.concurrentPerform(iterations: (source.count + chunk - 1) / chunk) { index in
            let range = (index * chunk)..<min(source.count, (index + 1) * chunk)
            _ = UnsafeMutableBufferPointer(rebasing: target[range]).update(
              fromContentsOf: UnsafeBufferPointer(rebasing: source[range]))
          }
        }
      }
    }
  }

  /// Advantages and loss with its gradient, as one step of training computes them.
  func loss(of candidate: Candidate) throws -> Double {
    let (preset, batch) =
      switch candidate {
      case .reinforce: (AlgorithmPreset.reinforce, onPolicy)
      case .grpo: (.grpo, batch)
      case .gspo: (.gspo, batch)
      }
    let algorithm = try preset.algorithm(.verl)
    return try seconds { try algorithm.evaluate(&result, for: batch) }
  }

  /// Checks that a peer found the loss of ``Candidate/grpo``, so that both do the same arithmetic.
  func check(_ peer: Double) throws {
    let loss = try AlgorithmPreset.grpo.algorithm(.verl).loss(for: batch).value
    guard abs(peer - loss) <= 1e-9 * abs(loss) else {
      throw ValidationError("numpy finds the loss \(peer), and we \(loss): they do not do the same")
    }
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
