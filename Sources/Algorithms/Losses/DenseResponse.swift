/// The tokens of one response that train, side by side in memory, and where their gradient goes.
///
/// Positions that a mask or a filter leaves out are not here. Unsafe memory is confined to this type, ``LossPass``,
/// ``LossColumns`` and the surrogates' loops, because the loss runs at the speed of memory.
struct DenseResponse {
  let count: Int
  let logProbabilities: UnsafePointer<Double>
  /// The log-probabilities that ratios divide by; nil on policy.
  let denominators: UnsafePointer<Double>?
  /// The advantages of tokens; nil where all have ``advantage``.
  let tokenAdvantages: UnsafePointer<Double>?
  let rolloutWeights: UnsafePointer<Double>?
  /// ∂loss/∂ℓ, to be written.
  let gradient: UnsafeMutablePointer<Double>
  let advantage: Double
  /// What token losses are multiplied by.
  let weight: Double
  /// The log-ratio of the whole response; nil where every token has its own.
  let sequenceLogRatio: Double?
  /// What derivatives are multiplied by besides: how much the response's log-ratio moves with all its tokens.
  let spread: Double

  /// Four tokens from an offset on; beyond the end they have advantage 0, and so no loss.
  struct Lanes {
    let logProbability: TokenLanes
    let logRatio: TokenLanes
    let advantage: TokenLanes
    let rolloutWeight: TokenLanes
  }

  /// The log-ratios of four tokens, all of which the response has; 0 on policy.
  @inline(__always)
  func logRatio(at offset: Int) -> TokenLanes {
    guard let denominators else { return TokenLanes() }
    return UnsafeRawPointer(logProbabilities + offset).loadUnaligned(as: TokenLanes.self)
      - UnsafeRawPointer(denominators + offset).loadUnaligned(as: TokenLanes.self)
  }

  @inline(__always)
  func lanes(at offset: Int) -> Lanes {
    let logProbability = load(logProbabilities, offset)
    let advantages =
      tokenAdvantages.map { load($0, offset) }
      ?? (offset &+ 4 <= count
        ? TokenLanes(repeating: advantage)
        : TokenLanes(repeating: advantage).replacing(with: 0, where: .!isToken(at: offset)))
    return Lanes(
      logProbability: logProbability,
      logRatio: sequenceLogRatio.map { TokenLanes(repeating: $0) }
        ?? denominators.map { logProbability - load($0, offset) } ?? TokenLanes(),
      advantage: advantages,
      rolloutWeight: rolloutWeights.map { load($0, offset) } ?? TokenLanes(repeating: 1))
  }

  /// Which of four lanes are tokens of the response.
  @inline(__always)
  func isToken(at offset: Int) -> SIMDMask<SIMD4<Int64>> {
    SIMD4(0, 1, 2, 3) .< SIMD4(repeating: Int64(count &- offset))
  }

  /// Writes the derivatives of four tokens' losses, as far as the response goes.
  @inline(__always)
  func store(_ derivative: TokenLanes, at offset: Int) {
    let lanes = weight * spread * derivative
    if offset &+ 4 <= count {
      UnsafeMutableRawPointer(gradient + offset).storeBytes(of: lanes, as: TokenLanes.self)
      return
    }
    for lane in 0..<(count &- offset) { gradient[offset &+ lane] = lanes[lane] }
  }

  @inline(__always)
  private func load(_ column: UnsafePointer<Double>, _ offset: Int) -> TokenLanes {
    if offset &+ 4 <= count { return UnsafeRawPointer(column + offset).loadUnaligned(as: TokenLanes.self) }
    var lanes = TokenLanes()
    for lane in 0..<(count &- offset) { lanes[lane] = column[offset &+ lane] }
    return lanes
  }
}
