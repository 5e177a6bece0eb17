/// Gradients of independent batches under one algorithm, reduced to what their mean and variance need.
///
/// For vectors g_1 … g_B the unbiased trace variance is (Σ|g_b|² − |Σ g_b|²/B) / (B − 1). Keeping |g_b|² and
/// g_b · Σg for every b makes the statistic without batch b a matter of subtraction, so that the jackknife costs
/// nothing; and two algorithms measured on the same batches compare pairwise.
public struct GradientSample: Sendable {
  private let squaredNorms: [Double]
  private let productsWithSum: [Double]
  private let referenceProducts: [Double]
  private let crossProducts: [Double]
  private let totalSquaredNorm: Double
  private let squaredSum: Double
  private let totalSignal: Double

  /// The sample of `gradients`, beside those of an unbiased `reference` on the same batches.
  ///
  /// Where the true gradient is known, it is the reference of every batch.
  ///
  /// - Precondition: at least 3 batches, as many of each, all of one length.
  public init(gradients: [[Double]], reference: [[Double]]) {
    precondition(gradients.count >= 3 && gradients.count == reference.count, "3 batches or more, in pairs")
    let sum = Self.sum(gradients)
    let referenceSum = Self.sum(reference)
    squaredNorms = gradients.map { Self.product($0, $0) }
    productsWithSum = gradients.map { Self.product($0, sum) }
    referenceProducts = zip(gradients, reference).map { Self.product($0, $1) }
    crossProducts = zip(gradients, reference).map {
      Self.product($0, referenceSum) + Self.product($1, sum)
    }
    totalSquaredNorm = squaredNorms.reduce(0, +)
    squaredSum = Self.product(sum, sum)
    totalSignal = Self.product(sum, referenceSum) - referenceProducts.reduce(0, +)
  }

  /// The number of batches.
  public var count: Int { squaredNorms.count }

  /// The unbiased trace variance of one batch's gradient, without batch `leavingOut` if given.
  public func variance(leavingOut: Int? = nil) -> Double {
    guard let leavingOut else {
      return (totalSquaredNorm - squaredSum / Double(count)) / Double(count - 1)
    }
    let squares = totalSquaredNorm - squaredNorms[leavingOut]
    let remainingSum = squaredSum + squaredNorms[leavingOut] - 2 * productsWithSum[leavingOut]
    return (squares - remainingSum / Double(count - 1)) / Double(count - 2)
  }

  /// Σ_{a ≠ b} g_a · h_b / (B(B − 1)) for the reference h: an unbiased estimate of E g · E h.
  public func signal(leavingOut: Int? = nil) -> Double {
    guard let leavingOut else { return totalSignal / Double(count * (count - 1)) }
    let remaining = totalSignal + 2 * referenceProducts[leavingOut] - crossProducts[leavingOut]
    return remaining / Double((count - 1) * (count - 2))
  }

  /// Σ_{a ≠ b} g_a · g_b / (B(B − 1)): an unbiased estimate of |E g|², and so possibly negative.
  public var squaredMeanNorm: Double {
    (squaredSum - totalSquaredNorm) / Double(count * (count - 1))
  }

  private static func sum(_ vectors: [[Double]]) -> [Double] {
    var sum = [Double](repeating: 0, count: vectors.first?.count ?? 0)
    for vector in vectors {
      for index in sum.indices { sum[index] += vector[index] }
    }
    return sum
  }

  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for index in x.indices { sum += x[index] * y[index] }
    return sum
  }
}
