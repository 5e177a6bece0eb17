import Dispatch
import Rollouts

/// One pass over the tokens of a batch: reads every column once, writes the gradient, and sums the losses.
///
/// Rollouts are independent and their sums are added in order, so that results do not depend on the number of threads.
struct LossPass: Sendable {
  let surrogate: TokenSurrogate
  /// nil where every token has its own ratio.
  let sequenceLevel: ClippedSurrogate.Level?
  let starts: [Int]
  let lengths: [Int]
  /// Which rollouts are part of the batch; the others have no gradient and count in no share.
  let isTrained: [Bool]
  /// Advantages of rollouts; tokens' own take their place where there are any.
  let advantages: [Double]
  /// What every rollout's token losses are multiplied by.
  let weights: [Double]

  func run(over columns: LossColumns) -> [ResponseLoss] {
    let count = weights.count
    let chunk = max(1, min(64, count / 64))
    var losses = [ResponseLoss](repeating: ResponseLoss(), count: count)
    losses.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { index in
        for rollout in (index * chunk)..<min(count, (index + 1) * chunk) {
          results[rollout] = loss(of: rollout, in: columns)
        }
      }
    }
    return losses
  }

  private func loss(of rollout: Int, in columns: LossColumns) -> ResponseLoss {
    let start = starts[rollout]
    let end = starts[rollout + 1]
    guard isTrained[rollout] else {
      for position in start..<end { columns.gradient[position] = 0 }
      return ResponseLoss()
    }
    let moved = columns.logRatioSum(start..<end)
    let sequenceLogRatio =
      sequenceLevel.map { $0 == .sequenceMean ? moved / Double(max(1, lengths[rollout])) : moved }
    var loss: ResponseLoss
    if columns.mask == nil && columns.kept == nil {
      loss = surrogate.loss(
        of: DenseResponse(
          count: end - start, logProbabilities: columns.logProbabilities + start,
          denominators: columns.denominators.map { $0 + start },
          tokenAdvantages: columns.tokenAdvantages.map { $0 + start },
          rolloutWeights: columns.rolloutWeights.map { $0 + start }, gradient: columns.gradient + start,
          advantage: advantages[rollout], weight: weights[rollout], sequenceLogRatio: sequenceLogRatio,
          spread: spread(of: rollout)))
    } else {
      loss = gatheredLoss(of: rollout, in: columns, sequenceLogRatio: sequenceLogRatio)
    }
    loss.logRatio = moved
    return loss
  }

  /// The sum of log-ratios moves by 1 with every token, and its loss counts once for a response, not once a token.
  private func spread(of rollout: Int) -> Double {
    sequenceLevel == .sequenceSum ? Double(lengths[rollout]) : 1
  }

  /// The loss of the positions that train, brought side by side; the gradient goes back to where they came from.
  private func gatheredLoss(
    of rollout: Int, in columns: LossColumns, sequenceLogRatio: Double?
  ) -> ResponseLoss {
    let positions = (starts[rollout]..<starts[rollout + 1]).filter {
      columns.gradient[$0] = 0
      return columns.mask?[$0] ?? true && columns.kept?[$0] ?? true
    }
    func gathered(_ column: UnsafePointer<Double>?) -> [Double]? {
      column.map { column in positions.map { column[$0] } }
    }
    var gradient = [Double](repeating: 0, count: positions.count)
    let loss = withPointers(
      [
        gathered(columns.logProbabilities), gathered(columns.denominators), gathered(columns.tokenAdvantages),
        gathered(columns.rolloutWeights),
      ]
    ) { pointers in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let logProbabilities = pointers[0], let target = gradient.baseAddress, !positions.isEmpty else {
          return ResponseLoss()
        }
        return surrogate.loss(
          of: DenseResponse(
            count: positions.count, logProbabilities: logProbabilities, denominators: pointers[1],
            tokenAdvantages: pointers[2], rolloutWeights: pointers[3], gradient: target,
            advantage: advantages[rollout], weight: weights[rollout], sequenceLogRatio: sequenceLogRatio,
            spread: spread(of: rollout)))
      }
    }
    for (position, derivative) in zip(positions, gradient) { columns.gradient[position] = derivative }
    return loss
  }
}
