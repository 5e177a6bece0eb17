import Rollouts

extension Aggregation {
  /// What every rollout's token losses are multiplied by, w_i of Σ_i w_i S_i.
  ///
  /// - Parameters:
  ///   - lengths: the numbers of tokens that count.
  ///   - isTrained: which rollouts are part of the batch at all.
  ///   - sides: the sign of every rollout's advantage.
  func weights(
    for batch: Batch, lengths: [Int], isTrained: [Bool], sides: [Double], global: GlobalBatch
  ) -> [Double] {
    let workers = Double(global.workerCount)
    func rolloutCount(_ empty: EmptyRollouts) -> Double {
      Double(
        global.rolloutCount
          ?? lengths.indices.count { isTrained[$0] && (empty == .counted || lengths[$0] > 0) })
    }
    func weights(_ divisor: (Int) -> Double) -> [Double] {
      lengths.indices.map { index in
        let divisor = divisor(index)
        return isTrained[index] && divisor > 0 ? workers / divisor : 0
      }
    }
    switch self {
    case .tokenMean:
      let count = Double(
        global.tokenCount ?? zip(lengths, isTrained).reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
      return weights { _ in count }
    case .sequenceMeanOfTokenMean(let empty, let epsilon):
      let count = rolloutCount(empty)
      return weights { lengths[$0] == 0 ? 0 : count * (Double(lengths[$0]) + epsilon) }
    case .sequenceMeanOfTokenSum(let empty):
      let count = rolloutCount(empty)
      return weights { _ in count }
    case .constantLength(let length, let empty, let sumsRollouts):
      let count = sumsRollouts ? 1 : rolloutCount(empty)
      let constant = length ?? widestResponse(of: batch)
      return weights { _ in count * constant * (sumsRollouts ? workers : 1) }
    case .tokenSum:
      return weights { _ in 1 }
    case .classBalanced(let unit):
      return balancedWeights(for: batch, lengths: lengths, isTrained: isTrained, sides: sides, unit: unit)
    }
  }

  /// The number of positions of the longest response, padding included.
  private func widestResponse(of batch: Batch) -> Double {
    let widths = batch.tokens.map { tokens in batch.rollouts.indices.map { tokens.positions(of: $0).count } }
    return Double((widths ?? batch.rollouts.map(\.length)).max() ?? 0)
  }

  private func balancedWeights(
    for batch: Batch, lengths: [Int], isTrained: [Bool], sides: [Double], unit: BalancedUnit
  ) -> [Double] {
    let units = unit == .trajectories ? Trajectories(of: batch).members : lengths.indices.map { [$0] }
    var weights = [Double](repeating: 0, count: lengths.count)
    let sideUnits = [1.0, -1.0].map { sign in
      units.map { $0.filter { isTrained[$0] && lengths[$0] > 0 && sides[$0] * sign > 0 } }.filter {
        !$0.isEmpty
      }
    }
    let sideCount = Double(sideUnits.count { !$0.isEmpty })
    for units in sideUnits {
      for members in units {
        let length = members.reduce(0) { $0 + lengths[$1] }
        for rollout in members { weights[rollout] = 1 / (sideCount * Double(units.count) * Double(length)) }
      }
    }
    return weights
  }
}
