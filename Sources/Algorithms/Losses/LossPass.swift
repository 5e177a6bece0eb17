import Dispatch
import Rollouts

/// One pass over the tokens of a batch: reads every column once, writes the gradient, and sums the losses.
///
/// Rollouts are independent and their sums are added in order, so that results do not depend on the number of threads.
struct LossPass<Kernel: TokenSurrogate & Sendable>: Sendable {
  let kernel: Kernel
  /// nil where every token has its own ratio.
  let sequenceLevel: ClippedSurrogate.Level?
  let starts: [Int]
  let lengths: [Int]
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
    let weight = weights[rollout]
    let length = lengths[rollout]
    let sequenceLogRatio = sequenceLevel == nil ? 0 : sequenceLogRatio(of: rollout, in: columns)
    // The sum of log-ratios moves by 1 with every token, and its loss counts once for a response, not once a token.
    let spread = sequenceLevel == .sequenceSum ? Double(length) : 1
    var value = TokenLanes()
    var moved = TokenLanes()
    var flags = (TokenLanes(), TokenLanes(), TokenLanes(), TokenLanes())
    for position in stride(from: start, to: end, by: 8) {
      let counts = columns.isSet(columns.mask, nil, position, end)
      let logProbability = columns.lanes(columns.logProbabilities, position, end, filler: 0)
      let tokenRatio = columns.logRatios(position, end)
      let advantage =
        columns.tokenAdvantages.map { columns.lanes($0, position, end, filler: 0) }
        ?? TokenLanes(repeating: advantages[rollout])
      var loss = kernel.loss(
        logProbability: logProbability,
        logRatio: sequenceLevel == nil ? tokenRatio : TokenLanes(repeating: sequenceLogRatio),
        advantage: advantage)
      if let rolloutWeights = columns.rolloutWeights {
        let factor = columns.lanes(rolloutWeights, position, end, filler: 0)
        loss.value *= factor
        loss.derivative *= factor
      }
      let trains = columns.kept == nil ? counts : columns.isSet(columns.mask, columns.kept, position, end)
      value += loss.value.replacing(with: 0, where: .!trains)
      columns.store((weight * spread * loss.derivative).replacing(with: 0, where: .!trains), position, end)
      moved += tokenRatio.replacing(with: 0, where: .!counts)
      let one = TokenLanes(repeating: 1)
      flags.0 += TokenLanes().replacing(with: one, where: loss.clipped .& trains)
      flags.1 += TokenLanes().replacing(with: one, where: loss.clippedLow .& trains)
      flags.2 += TokenLanes().replacing(with: one, where: loss.clippedHigh .& trains)
      flags.3 += TokenLanes().replacing(with: one, where: loss.dualClipped .& trains)
    }
    return ResponseLoss(
      value: weight * value.total, clipped: flags.0.total, clippedLow: flags.1.total,
      clippedHigh: flags.2.total,
      dualClipped: flags.3.total, logRatio: moved.total)
  }

  /// The sum or the mean of the log-ratios of the tokens that count; 0 for an empty response.
  private func sequenceLogRatio(of rollout: Int, in columns: LossColumns) -> Double {
    var sum = TokenLanes()
    let end = starts[rollout + 1]
    for position in stride(from: starts[rollout], to: end, by: 8) {
      let counts = columns.isSet(columns.mask, nil, position, end)
      sum += columns.logRatios(position, end).replacing(with: 0, where: .!counts)
    }
    return sequenceLevel == .sequenceMean ? sum.total / Double(max(1, lengths[rollout])) : sum.total
  }
}
