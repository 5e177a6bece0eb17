/// Polynomials p_0, p_1, … of rising degree that are orthonormal over a discrete measure: Σ μ_q p_i(x_q) p_j(x_q) = 1 for
/// i = j, else 0.
///
/// They follow the recurrence b_{k+1} p_{k+1} = (x − a_k) p_k − b_k p_{k−1}, whose coefficients are found by Stieltjes'
/// procedure; that is stable as long as the measure has many more points than there are polynomials.
public struct OrthonormalPolynomials: Sendable {
  private var centres: [Double] = []
  private var steps: [Double]
  /// p_k(x_q), polynomial by polynomial.
  public private(set) var values: [[Double]]

  /// The first `count` polynomials.
  ///
  /// - Parameters:
  ///   - points: x_q.
  ///   - masses: μ_q ≥ 0, not all 0.
  ///   - count: at least 1, and below the number of points with mass.
  public init(points: [Double], masses: [Double], count: Int) {
    precondition(
      points.count == masses.count && count >= 1 && count < points.count,
      "a mass for every point, and fewer polynomials than points")
    func product(_ left: [Double], _ right: [Double]) -> Double {
      var sum = 0.0
      for index in points.indices { sum += masses[index] * left[index] * right[index] }
      return sum
    }
    let total = masses.reduce(0, +)
    steps = [total.squareRoot()]
    values = [[Double](repeating: 1 / total.squareRoot(), count: points.count)]
    while values.count < count {
      let last = values[values.count - 1]
      var next = zip(points, last).map { $0 * $1 }
      centres.append(product(next, last))
      // Twice, so that what rounding left of the earlier polynomials is gone, too.
      for _ in 0..<2 {
        for earlier in values {
          let share = product(next, earlier)
          for index in next.indices { next[index] -= share * earlier[index] }
        }
      }
      let norm = product(next, next).squareRoot()
      steps.append(norm)
      values.append(next.map { $0 / norm })
    }
  }

  /// p_0(x), …, p_{count−1}(x).
  public func values(at x: Double) -> [Double] {
    var values = [1 / steps[0]]
    for index in centres.indices {
      let before = index > 0 ? steps[index] * values[index - 1] : 0
      values.append(((x - centres[index]) * values[index] - before) / steps[index + 1])
    }
    return values
  }
}
