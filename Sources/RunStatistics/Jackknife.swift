/// The delete-one jackknife: the standard error of any smooth statistic of independent blocks.
///
///     SE² = (B − 1)/B Σ_b (θ₍b₎ − θ̄₍·₎)²
///
/// with θ₍b₎ the statistic without block b. Comparing two algorithms on the same blocks through one statistic
/// (their log ratio, say) makes the comparison paired.
///
/// Source: Efron and Stein, "The jackknife estimate of variance", Annals of Statistics 9, 1981.
public enum Jackknife {
  /// The statistic of all blocks with its jackknife standard error.
  ///
  /// - Parameters:
  ///   - blockCount: B ≥ 2.
  ///   - statistic: the statistic without one block; nil asks for all of them.
  /// - Precondition: `blockCount` ≥ 2.
  public static func estimate(blockCount: Int, statistic: (_ leavingOut: Int?) -> Double) -> Estimate {
    precondition(blockCount >= 2, "the jackknife needs at least 2 blocks")
    let partial = (0..<blockCount).map { statistic($0) }
    let mean = partial.reduce(0, +) / Double(blockCount)
    let sumOfSquares = partial.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = sumOfSquares * Double(blockCount - 1) / Double(blockCount)
    return Estimate(
      value: statistic(nil), standardError: variance.squareRoot(), degreesOfFreedom: blockCount - 1)
  }
}
