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
    guard response.tokenAdvantages == nil && response.rolloutWeights == nil else {
      return weightedLoss(of: response)
    }
    let bounds = response.advantage < 0 ? negative : positive
    if let logRatio = response.sequenceLogRatio {
      return sequenceLoss(of: response, logRatio: logRatio, bounds: bounds)
    }
    return constantLoss(of: response, bounds: bounds)
  }

  /// All tokens have one advantage, and so one pair of bounds.
  private func constantLoss(
    of response: DenseResponse, bounds: (lower: Double, upper: Double)
  ) -> ResponseLoss {
    let slope = TokenLanes(repeating: -response.advantage)
    var ratios = TokenLanes()
    var (fixed, above) = (TokenLanes(), TokenLanes())
    let whole = response.count & ~3
    for offset in stride(from: 0, to: whole, by: 4) {
      let unlimited = response.logRatio(at: offset)
      let logRatio = unlimited.clamped(minimumLogRatio, maximumLogRatio)
      let ratio = logRatio.exponential()
      let bounded = ratio.clamped(bounds.lower, bounds.upper)
      let isFixed = bounded .!= ratio
      ratios += bounded
      fixed += .ones(where: isFixed)
      above += .ones(where: ratio .> bounds.upper)
      response.store(
        (slope * ratio).replacing(with: 0, where: isFixed .| (logRatio .!= unlimited)), at: offset)
    }
    var loss = shares(fixed: fixed.total(), above: above.total(), advantage: response.advantage)
    loss.value = -response.advantage * response.weight * ratios.total()
    if whole < response.count { loss.add(weightedLoss(of: response, from: whole)) }
    return loss
  }

  /// All tokens have one ratio besides, and so one loss.
  private func sequenceLoss(
    of response: DenseResponse, logRatio unlimited: Double, bounds: (lower: Double, upper: Double)
  ) -> ResponseLoss {
    let logRatio = min(max(unlimited, minimumLogRatio), maximumLogRatio)
    let ratio = TokenLanes(repeating: logRatio).exponential()[0]
    let bounded = min(max(ratio, bounds.lower), bounds.upper)
    let isFixed = bounded != ratio || logRatio != unlimited
    let derivative = TokenLanes(repeating: isFixed ? 0 : -response.advantage * ratio)
    for offset in stride(from: 0, to: response.count, by: 4) { response.store(derivative, at: offset) }
    let count = Double(response.count)
    var loss = shares(
      fixed: bounded != ratio ? count : 0, above: ratio > bounds.upper ? count : 0,
      advantage: response.advantage)
    loss.value = -response.advantage * response.weight * bounded * count
    return loss
  }

  /// What was clipped, from the numbers of ratios beyond a bound and above the upper one.
  private func shares(fixed: Double, above: Double, advantage: Double) -> ResponseLoss {
    if advantage > 0 { return ResponseLoss(clipped: fixed, clippedHigh: fixed) }
    if advantage == 0 { return ResponseLoss() }
    return ResponseLoss(
      clipped: fixed - above, clippedLow: fixed - above, dualClipped: dual < .infinity ? above : 0)
  }

  /// Every token has its own advantage or weight.
  private func weightedLoss(of response: DenseResponse, from start: Int = 0) -> ResponseLoss {
    var value = TokenLanes()
    var (below, above, dualClipped) = (TokenLanes(), TokenLanes(), TokenLanes())
    for offset in stride(from: start, to: response.count, by: 4) {
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
