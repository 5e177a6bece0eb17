/// A surrogate as loops over the tokens of a response; ℓ is a token's log-probability, k its log-ratio or that of its
/// response, ρ = exp k, and A its advantage.
enum TokenSurrogate: Sendable {
  case policyGradient
  case cappedRatio(CappedRatioLoop)
  case clipped(ClippedLoop)

  /// Writes a response's gradient and sums its loss.
  func loss(of response: DenseResponse) -> ResponseLoss {
    switch self {
    case .policyGradient: policyGradientLoss(of: response)
    case .cappedRatio(let loop): loop.loss(of: response)
    case .clipped(let loop): loop.loss(of: response)
    }
  }

  /// −A ℓ.
  private func policyGradientLoss(of response: DenseResponse) -> ResponseLoss {
    var value = TokenLanes()
    for offset in stride(from: 0, to: response.count, by: 4) {
      let tokens = response.lanes(at: offset)
      let slope = -tokens.advantage * tokens.rolloutWeight
      value += slope * tokens.logProbability
      response.store(slope, at: offset)
    }
    return ResponseLoss(value: response.weight * value.total())
  }
}
