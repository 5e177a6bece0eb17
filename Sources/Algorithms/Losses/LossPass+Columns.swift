import Rollouts

extension LossPass {
  /// Overwrites a loss by that of a batch's tokens, summed in the order of its rollouts.
  func evaluate(
    _ loss: inout SurrogateLoss, of tokens: ResponseTokens, advantages: Advantages, kept: [Bool]?,
    denominators: [Double]?
  ) {
    let tokenAdvantages: [Double]? = if case .tokens(let values) = advantages { values } else { nil }
    if loss.gradient.count != tokens.count { loss.gradient = Array(repeating: 0, count: tokens.count) }
    let responses = loss.gradient.withUnsafeMutableBufferPointer { gradient in
      gradient.baseAddress.map {
        withColumns(
          tokens, denominators: denominators, kept: kept, tokenAdvantages: tokenAdvantages, gradient: $0,
          run(over:))
      }
    }
    let total = (responses ?? []).reduce(into: ResponseLoss()) { $0.add($1) }
    let count = Double(max(1, zip(lengths, isTrained).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }))
    loss.value = total.value
    loss.clipFraction = total.clipped / count
    loss.clipFractionLow = total.clippedLow / count
    loss.clipFractionHigh = total.clippedHigh / count
    loss.dualClipFraction = total.dualClipped / count
    loss.approximateKL = -total.logRatio / count
  }

  private func withColumns<Result>(
    _ tokens: ResponseTokens, denominators: [Double]?, kept: [Bool]?, tokenAdvantages: [Double]?,
    gradient: UnsafeMutablePointer<Double>, _ body: (LossColumns) -> Result
  ) -> Result {
    withPointers([tokens.mask, kept]) { masks in
      withPointers([tokens.logProbabilities, denominators, tokens.rolloutWeights, tokenAdvantages]) {
        columns in
        guard let logProbabilities = columns[0] else { preconditionFailure("a loss needs log-probabilities") }
        return body(
          LossColumns(
            logProbabilities: logProbabilities, denominators: columns[1], mask: masks[0], kept: masks[1],
            rolloutWeights: columns[2], tokenAdvantages: columns[3], gradient: gradient))
      }
    }
  }
}

/// Borrows several arrays at once; an array that is absent or empty has no pointer.
func withPointers<Element, Result>(
  _ arrays: [[Element]?], _ body: ([UnsafePointer<Element>?]) -> Result
) -> Result {
  func borrow(_ index: Int, _ pointers: [UnsafePointer<Element>?]) -> Result {
    guard index < arrays.count else { return body(pointers) }
    guard let array = arrays[index], !array.isEmpty else { return borrow(index + 1, pointers + [nil]) }
    return array.withUnsafeBufferPointer { borrow(index + 1, pointers + [$0.baseAddress]) }
  }
  return borrow(0, [])
}
