/// Eight neighbouring tokens of a response.
typealias TokenLanes = SIMD8<Double>

/// The loss of eight tokens, its derivative with respect to their log-probabilities, and what was clipped.
struct TokenLoss {
  var value: TokenLanes
  var derivative: TokenLanes
  var clipped = SIMDMask<SIMD8<Int64>>(repeating: false)
  var clippedLow = SIMDMask<SIMD8<Int64>>(repeating: false)
  var clippedHigh = SIMDMask<SIMD8<Int64>>(repeating: false)
  var dualClipped = SIMDMask<SIMD8<Int64>>(repeating: false)
}

/// A surrogate as arithmetic on eight tokens.
protocol TokenSurrogate {
  /// The loss of tokens.
  ///
  /// - Parameters:
  ///   - logProbability: ℓ.
  ///   - logRatio: k = ℓ − ℓ_old, of the token or of its response.
  ///   - advantage: A.
  func loss(logProbability: TokenLanes, logRatio: TokenLanes, advantage: TokenLanes) -> TokenLoss
}

/// −A ℓ.
struct PolicyGradientKernel: TokenSurrogate {
  @inline(__always)
  func loss(logProbability: TokenLanes, logRatio: TokenLanes, advantage: TokenLanes) -> TokenLoss {
    TokenLoss(value: -advantage * logProbability, derivative: -advantage)
  }
}

/// −sg[clip(ρ, low, high)] A ℓ.
struct CappedRatioKernel: TokenSurrogate {
  let low: Double
  let high: Double
  let logRatioLimit: Double

  @inline(__always)
  func loss(logProbability: TokenLanes, logRatio: TokenLanes, advantage: TokenLanes) -> TokenLoss {
    let ratio = logRatio.clamped(-logRatioLimit, logRatioLimit).exponential
    let capped = ratio.clamped(low, high)
    var loss = TokenLoss(value: -capped * advantage * logProbability, derivative: -capped * advantage)
    loss.clipped = ratio .!= capped
    loss.clippedLow = (ratio .< low) .& (advantage .< 0)
    loss.clippedHigh = (ratio .> high) .& (advantage .> 0)
    return loss
  }
}

/// max(−A ρ, −A clip(ρ, 1 − low, 1 + high)), bounded by −A · dual where A < 0.
struct ClippedKernel: TokenSurrogate {
  let low: Double
  let high: Double
  let dual: Double
  let ratioCap: Double
  let minimumLogRatio: Double
  let maximumLogRatio: Double

  @inline(__always)
  func loss(logProbability: TokenLanes, logRatio: TokenLanes, advantage: TokenLanes) -> TokenLoss {
    let limited = logRatio.clamped(minimumLogRatio, maximumLogRatio)
    let ratio = limited.exponential
    let capped = ratio.replacing(with: ratioCap, where: ratio .> ratioCap)
    let unclipped = -advantage * capped
    let clipped = -advantage * ratio.clamped(low, high)
    let isClipped = clipped .> unclipped
    // Where a limit or the cap acts, the ratio does not move with the policy.
    let flows = (limited .== logRatio) .& (ratio .<= ratioCap)
    var loss = TokenLoss(
      value: unclipped.replacing(with: clipped, where: isClipped),
      derivative: unclipped.replacing(with: 0, where: isClipped .| .!flows))
    let bound = -advantage * dual
    loss.dualClipped = (advantage .< 0) .& (loss.value .> bound)
    loss.value.replace(with: bound, where: loss.dualClipped)
    loss.derivative.replace(with: 0, where: loss.dualClipped)
    loss.clipped = isClipped
    loss.clippedLow = (ratio .< low) .& (advantage .< 0)
    loss.clippedHigh = (ratio .> high) .& (advantage .> 0)
    return loss
  }
}

extension SIMD8<Double> {
  /// Every lane, kept between two bounds.
  @inline(__always)
  func clamped(_ low: Double, _ high: Double) -> Self {
    replacing(with: low, where: self .< low).replacing(with: high, where: self .> high)
  }

  /// The sum of the lanes, by halves.
  @inline(__always)
  var total: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
