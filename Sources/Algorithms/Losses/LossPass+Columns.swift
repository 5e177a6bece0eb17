import Rollouts

extension LossPass {
  /// The loss of a batch's tokens, summed in the order of its rollouts.
  func loss(
    of tokens: ResponseTokens, advantages: Advantages, kept: [Bool]?, denominators: [Double]?
  ) throws -> SurrogateLoss {
    let tokenAdvantages: [Double]? = if case .tokens(let values) = advantages { values } else { nil }
    var responses: [ResponseLoss] = []
    let gradient = [Double](unsafeUninitializedCapacity: tokens.count) { buffer, count in
      count = tokens.count
      guard let base = buffer.baseAddress, tokens.count > 0 else { return }
      responses = withColumns(
        tokens, denominators: denominators, kept: kept, tokenAdvantages: tokenAdvantages, gradient: base,
        run(over:))
    }
    let count = Double(max(1, lengths.reduce(0, +)))
    func share(_ part: KeyPath<ResponseLoss, Double>) -> Double {
      responses.reduce(0) { $0 + $1[keyPath: part] } / count
    }
    return SurrogateLoss(
      value: responses.reduce(0) { $0 + $1.value }, gradient: gradient, clipFraction: share(\.clipped),
      clipFractionLow: share(\.clippedLow), clipFractionHigh: share(\.clippedHigh),
      dualClipFraction: share(\.dualClipped), movedBy: -share(\.logRatio))
  }

  private func withColumns<Result>(
    _ tokens: ResponseTokens, denominators: [Double]?, kept: [Bool]?, tokenAdvantages: [Double]?,
    gradient: UnsafeMutablePointer<Double>, _ body: (LossColumns) -> Result
  ) -> Result {
    (tokens.logProbabilities ?? []).withUnsafeBufferPointer { logProbabilities in
      (denominators ?? []).withUnsafeBufferPointer { old in
        (tokens.mask ?? []).withUnsafeBufferPointer { mask in
          (kept ?? []).withUnsafeBufferPointer { kept in
            (tokens.rolloutWeights ?? []).withUnsafeBufferPointer { rolloutWeights in
              (tokenAdvantages ?? []).withUnsafeBufferPointer { advantages in
                func column<Element>(_ buffer: UnsafeBufferPointer<Element>) -> UnsafePointer<Element>? {
                  buffer.isEmpty ? nil : buffer.baseAddress
                }
                guard let probabilities = column(logProbabilities) else {
                  preconditionFailure("a loss needs log-probabilities")
                }
                return body(
                  LossColumns(
                    logProbabilities: probabilities, denominators: column(old), mask: column(mask),
                    kept: column(kept), rolloutWeights: column(rolloutWeights),
                    tokenAdvantages: column(advantages), gradient: gradient))
              }
            }
          }
        }
      }
    }
  }
}
