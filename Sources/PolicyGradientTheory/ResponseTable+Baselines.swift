import Algorithms
import Policies

extension ResponseTable {
  /// b_α = E[lᵅ r] / E[lᵅ], the population length-weighted baseline (result 1.6).
  ///
  /// α = 0 is the mean ρ, α = 1 is OPO, α = 2 assumes fully aligned token scores. It equals b* iff
  /// E₊/E₋ = E[lᵅ | 1] / E[lᵅ | 0]. Nil where every response is empty and α ≠ 0.
  public func lengthWeightedBaseline(exponent: Double) -> Double? {
    let total = expectation { weightOfLength($0.length, exponent: exponent) }
    guard total > 0 else { return nil }
    return expectation { weightOfLength($0.length, exponent: exponent) * $0.reward } / total
  }

  /// The first-order bias of an in-sample weighted baseline, own rollout included (result 1.9).
  ///
  ///     E g − ∇ρ = −(1/n) E[w (r − b_w) s] / E w + O(n⁻²)
  ///
  /// as the part along ∇ρ (relative to |∇ρ|; −1/n for uniform weights) and the norm of the part across it
  /// (relative to |∇ρ|). Nil where ∇ρ or all weights vanish.
  ///
  /// - Parameters:
  ///   - groupSize: n ≥ 1.
  ///   - weight: w, a function of the response.
  public func leadingBias(
    groupSize: Int, weight: (Response) -> Double
  ) -> (along: Double, across: Double)? {
    let total = expectation(weight)
    let gradient = successGradient
    let squaredNorm = innerProduct(gradient, gradient)
    guard total > 0 && squaredNorm > 0 else { return nil }
    let mean = expectation { weight($0) * $0.reward } / total
    let bias = scoreExpectation { -weight($0) * ($0.reward - mean) / (total * Double(groupSize)) }
    let along = innerProduct(bias, gradient) / squaredNorm
    let across = zip(bias, gradient).map { $0 - along * $1 }
    return (along, (innerProduct(across, across) / squaredNorm).squareRoot())
  }
}
