/// What one response adds to the sums over a batch.
struct ResponseLoss {
  var value = 0.0
  var clipped = 0.0
  var clippedLow = 0.0
  var clippedHigh = 0.0
  var dualClipped = 0.0
  var logRatio = 0.0

  mutating func add(_ other: ResponseLoss) {
    value += other.value
    clipped += other.clipped
    clippedLow += other.clippedLow
    clippedHigh += other.clippedHigh
    dualClipped += other.dualClipped
    logRatio += other.logRatio
  }
}
