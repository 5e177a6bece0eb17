/// What one response adds to the sums over a batch.
struct ResponseLoss {
  var value = 0.0
  var clipped = 0.0
  var clippedLow = 0.0
  var clippedHigh = 0.0
  var dualClipped = 0.0
  var logRatio = 0.0
}

/// The columns of a batch that the loss of its tokens reads.
///
/// The pointers hold for as long as the arrays that they were taken from are borrowed; this type and ``LossPass`` are
/// the only place in the module with unsafe memory, because the loss runs at the speed of memory.
struct LossColumns: @unchecked Sendable {
  let logProbabilities: UnsafePointer<Double>
  /// The log-probabilities that ratios divide by; nil on policy.
  let denominators: UnsafePointer<Double>?
  let mask: UnsafePointer<Bool>?
  let kept: UnsafePointer<Bool>?
  let rolloutWeights: UnsafePointer<Double>?
  let tokenAdvantages: UnsafePointer<Double>?
  let gradient: UnsafeMutablePointer<Double>

  /// Eight values of a column from a position on; lanes at and beyond `end` hold `filler`.
  @inline(__always)
  func lanes(_ column: UnsafePointer<Double>, _ position: Int, _ end: Int, filler: Double) -> TokenLanes {
    if position &+ 8 <= end {
      return UnsafeRawPointer(column + position).loadUnaligned(as: TokenLanes.self)
    }
    var lanes = TokenLanes(repeating: filler)
    for lane in 0..<(end &- position) { lanes[lane] = column[position &+ lane] }
    return lanes
  }

  /// Which of eight positions are before `end` and set in both masks, where they exist.
  @inline(__always)
  func isSet(
    _ first: UnsafePointer<Bool>?, _ second: UnsafePointer<Bool>?, _ position: Int, _ end: Int
  ) -> SIMDMask<SIMD8<Int64>> {
    if position &+ 8 <= end && first == nil && second == nil { return SIMDMask(repeating: true) }
    var set = SIMDMask<SIMD8<Int64>>(repeating: false)
    for lane in 0..<min(8, end &- position) {
      set[lane] = (first?[position &+ lane] ?? true) && (second?[position &+ lane] ?? true)
    }
    return set
  }

  @inline(__always)
  func store(_ lanes: TokenLanes, _ position: Int, _ end: Int) {
    if position &+ 8 <= end {
      UnsafeMutableRawPointer(gradient + position).storeBytes(of: lanes, as: TokenLanes.self)
      return
    }
    for lane in 0..<(end &- position) { gradient[position &+ lane] = lanes[lane] }
  }

  /// The log-ratios of eight tokens; 0 on policy.
  @inline(__always)
  func logRatios(_ position: Int, _ end: Int) -> TokenLanes {
    guard let denominators else { return TokenLanes() }
    return lanes(logProbabilities, position, end, filler: 0) - lanes(denominators, position, end, filler: 0)
  }
}
