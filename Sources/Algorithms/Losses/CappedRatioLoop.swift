/// −sg[clip(ρ, low, high)] A ℓ.
struct CappedRatioLoop: Sendable {
  let low: Double
  let high: Double
  /// At most 708, beyond which a ratio is no double.
  let logRatioLimit: Double

  func loss(of response: DenseResponse) -> ResponseLoss {
    var value = TokenLanes()
    var (clipped, clippedLow, clippedHigh) = (TokenLanes(), TokenLanes(), TokenLanes())
    for offset in stride(from: 0, to: response.count, by: 4) {
      let tokens = response.lanes(at: offset)
      let ratio = tokens.logRatio.clamped(-logRatioLimit, logRatioLimit).exponential()
      let slope = -ratio.clamped(low, high) * tokens.advantage * tokens.rolloutWeight
      value += slope * tokens.logProbability
      response.store(slope, at: offset)
      clipped += .ones(where: ((ratio .< low) .| (ratio .> high)) .& response.isToken(at: offset))
      clippedLow += .ones(where: (ratio .< low) .& (tokens.advantage .< 0))
      clippedHigh += .ones(where: (ratio .> high) .& (tokens.advantage .> 0))
    }
    return ResponseLoss(
      value: response.weight * value.total(), clipped: clipped.total(), clippedLow: clippedLow.total(),
      clippedHigh: clippedHigh.total())
  }
}
