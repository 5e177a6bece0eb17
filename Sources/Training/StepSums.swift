/// Sums over the steps of an update.
struct StepSums {
  private var count = 0.0
  private var loss = 0.0
  private var norm = 0.0
  private var clipped = 0.0
  private var clippedLow = 0.0
  private var clippedHigh = 0.0
  private var dualClipped = 0.0
  private(set) var trainedTokens = 0
  private(set) var variance: Double?

  /// Takes a step into account.
  mutating func add(_ estimate: GradientEstimate, norm: Double) {
    count += 1
    loss += estimate.loss.value
    self.norm += norm
    clipped += estimate.loss.clipFraction
    clippedLow += estimate.loss.clipFractionLow
    clippedHigh += estimate.loss.clipFractionHigh
    dualClipped += estimate.loss.dualClipFraction
    trainedTokens += estimate.trainedTokens
    variance = estimate.variance
  }

  var meanLoss: Double { loss / max(1, count) }
  var meanNorm: Double { norm / max(1, count) }
  var clipFraction: Double { clipped / max(1, count) }
  var clipFractionLow: Double { clippedLow / max(1, count) }
  var clipFractionHigh: Double { clippedHigh / max(1, count) }
  var dualClipFraction: Double { dualClipped / max(1, count) }
}
