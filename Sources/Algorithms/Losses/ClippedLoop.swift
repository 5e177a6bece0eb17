/// max(−A ρ, −A clip(ρ, low, high)), bounded by −A · dual where A < 0.
struct ClippedLoop: Sendable {
  let low: Double
  let high: Double
  let dual: Double
  let ratioCap: Double
  /// Between −708 and 708, beyond which a ratio is no double.
  let minimumLogRatio: Double
  let maximumLogRatio: Double

  func loss(of response: DenseResponse) -> ResponseLoss {
    var value = TokenLanes()
    var (clippedLow, clippedHigh, dualClipped) = (TokenLanes(), TokenLanes(), TokenLanes())
    for offset in stride(from: 0, to: response.count, by: 4) {
      let tokens = response.lanes(at: offset)
      let slope = -tokens.advantage
      let logRatio = tokens.logRatio.clamped(minimumLogRatio, maximumLogRatio)
      let ratio = logRatio.exponential()
      let free = slope * ratio.replacing(with: ratioCap, where: ratio .> ratioCap)
      let clippedRatio = ratio.clamped(low, high)
      let bounded = slope * clippedRatio
      let isClipped = bounded .> free
      var loss = free.replacing(with: bounded, where: isClipped)
      // Where a bound, the cap or a limit acts, the loss does not move with the policy.
      let isBound = (isClipped .& (clippedRatio .!= ratio)) .| (.!isClipped .& (ratio .> ratioCap))
      var derivative = (slope * ratio)
        .replacing(with: 0, where: isBound .| (logRatio .!= tokens.logRatio))
      // With a positive advantage the loss is negative, and below any ceiling.
      let ceiling = slope * dual
      let isDualClipped = (loss .> ceiling) .& (slope .> 0)
      loss.replace(with: ceiling, where: isDualClipped)
      derivative.replace(with: 0, where: isDualClipped)
      value += loss * tokens.rolloutWeight
      response.store(derivative * tokens.rolloutWeight, at: offset)
      clippedLow += .ones(where: isClipped .& (slope .> 0))
      clippedHigh += .ones(where: isClipped .& (slope .< 0))
      dualClipped += .ones(where: isDualClipped)
    }
    return ResponseLoss(
      value: response.weight * value.total(), clipped: clippedLow.total() + clippedHigh.total(),
      clippedLow: clippedLow.total(), clippedHigh: clippedHigh.total(), dualClipped: dualClipped.total())
  }
}
