/// max(−A ρ, −A clip(ρ, 1 − low, 1 + high)) with cap and dual clip, as −A times a ratio between two bounds.
///
/// A positive advantage only bounds the ratio above, a negative one only below, but for cap and dual clip:
///
///     A > 0:  −A min(ρ, 1 + high, cap)          A < 0:  −A min(max(ρ, 1 − low), max(1 + high, cap), dual)
///
/// Between its bounds the loss moves with the policy, and at them it does not.
struct ClippedLoop: Sendable {
  private let positive: (lower: Double, upper: Double)
  private let negative: (lower: Double, upper: Double)
  private let dual: Double
  private let minimumLogRatio: Double
  private let maximumLogRatio: Double

  /// The loop of a surrogate; log-ratios beyond ±708 have no ratio in double precision.
  init(_ surrogate: ClippedSurrogate) {
    let high = 1 + surrogate.high
    let cap = surrogate.ratioCap ?? .infinity
    let dual = surrogate.dual ?? .infinity
    positive = (-.infinity, min(high, cap))
    negative = (1 - surrogate.low, min(max(high, cap), dual))
    // A cap below the dual clip acts first.
    self.dual = cap < dual ? .infinity : dual
    maximumLogRatio = min(surrogate.logRatioLimit ?? 708, 708)
    minimumLogRatio = surrogate.level == .token ? -maximumLogRatio : -708
  }

  func loss(of response: DenseResponse) -> ResponseLoss {
    var value = TokenLanes()
    var (below, above, dualClipped) = (TokenLanes(), TokenLanes(), TokenLanes())
    for offset in stride(from: 0, to: response.count, by: 4) {
      let tokens = response.lanes(at: offset)
      let isNegative = tokens.advantage .< 0
      let lower = TokenLanes(repeating: positive.lower).replacing(with: negative.lower, where: isNegative)
      let upper = TokenLanes(repeating: positive.upper).replacing(with: negative.upper, where: isNegative)
      let logRatio = tokens.logRatio.clamped(minimumLogRatio, maximumLogRatio)
      let ratio = logRatio.exponential()
      let isBelow = ratio .< lower
      let isAbove = ratio .> upper
      let slope = -tokens.advantage * tokens.rolloutWeight
      value += slope * ratio.replacing(with: lower, where: isBelow).replacing(with: upper, where: isAbove)
      let isFixed = isBelow .| isAbove .| (logRatio .!= tokens.logRatio)
      response.store((slope * ratio).replacing(with: 0, where: isFixed), at: offset)
      let counts = tokens.advantage .!= 0
      below += .ones(where: isBelow .& counts)
      above += .ones(where: isAbove .& .!isNegative .& counts)
      dualClipped += .ones(where: (ratio .> dual) .& isNegative)
    }
    return ResponseLoss(
      value: response.weight * value.total(), clipped: below.total() + above.total(),
      clippedLow: below.total(),
      clippedHigh: above.total(), dualClipped: dualClipped.total())
  }
}
