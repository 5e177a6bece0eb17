import GSLNumerics

/// Sums over groups: probabilities, masses and the first two moments.
struct MomentSums {
  var sums = SignedSums()
  /// E x².
  var meanSquare = 0.0

  mutating func add(_ other: MomentSums) {
    sums.addSet(sign: -1, probability: other.sums.negative.probability, total: -other.sums.negative.mass)
    sums.addSet(sign: 1, probability: other.sums.positive.probability, total: other.sums.positive.mass)
    sums.mean += other.sums.mean
    meanSquare += other.meanSquare
  }

  /// Φ(−E x/sd x); nil where x has no variance beyond rounding.
  var normalNegativeProbability: Double? {
    let variance = meanSquare - sums.mean * sums.mean
    guard variance > 16 * meanSquare.ulp else { return nil }
    return NormalDistribution.cumulativeProbability(at: -sums.mean / variance.squareRoot())
  }
}
