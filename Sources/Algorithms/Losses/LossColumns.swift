/// The columns of a batch that the loss of its tokens reads, and the one that it writes.
///
/// The pointers hold for as long as the arrays that they were taken from are borrowed.
struct LossColumns: @unchecked Sendable {
  let logProbabilities: UnsafePointer<Double>
  /// The log-probabilities that ratios divide by; nil on policy.
  let denominators: UnsafePointer<Double>?
  let mask: UnsafePointer<Bool>?
  /// Which positions a token filter keeps; nil for all.
  let kept: UnsafePointer<Bool>?
  let rolloutWeights: UnsafePointer<Double>?
  let tokenAdvantages: UnsafePointer<Double>?
  let gradient: UnsafeMutablePointer<Double>

  /// Σ ℓ − ℓ_old over the positions of a range that count; 0 on policy.
  func logRatioSum(_ range: Range<Int>) -> Double {
    guard let denominators else { return 0 }
    var lanes = TokenLanes()
    var position = range.lowerBound
    if mask == nil {
      while position &+ 4 <= range.upperBound {
        lanes +=
          UnsafeRawPointer(logProbabilities + position).loadUnaligned(as: TokenLanes.self)
          - UnsafeRawPointer(denominators + position).loadUnaligned(as: TokenLanes.self)
        position &+= 4
      }
    }
    for position in position..<range.upperBound where mask?[position] ?? true {
      lanes[0] += logProbabilities[position] - denominators[position]
    }
    return lanes.total()
  }
}
