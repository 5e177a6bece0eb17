/// A polynomial on [0, 1] in Bernstein form: the mean of w_K over a binomial K of m trials.
///
///     B(x) = Σ_{j=0}^{m} w_j C(m, j) xʲ (1 − x)ᵐ⁻ʲ
///
/// It is evaluated with ``BinomialDistribution/probabilities``. For coefficients of one sign the relative error is at
/// most 1e-12 up to m = 1024, at every x; for others that is the error relative to the polynomial of |w_j|. Near
/// x = 1 it is x itself that is given to 1.1e-16 only. A coefficient that is not finite makes values that are not.
public struct BernsteinPolynomial: Hashable, Sendable {
  /// w_0, …, w_m with m ≥ 0.
  public let coefficients: [Double]

  /// The polynomial of these coefficients.
  ///
  /// - Precondition: there is at least one.
  public init(coefficients: [Double]) {
    precondition(!coefficients.isEmpty, "a Bernstein polynomial needs at least one coefficient")
    self.coefficients = coefficients
  }

  /// B(x); exactly w_0 at x = 0 and w_m at x = 1 for finite coefficients.
  ///
  /// - Precondition: 0 ≤ x ≤ 1.
  public func value(at x: Double) -> Double {
    precondition(x >= 0 && x <= 1, "a Bernstein polynomial is evaluated between 0 and 1, not at \(x)")
    let probabilities = BinomialDistribution.probabilities(
      trials: coefficients.count - 1, successProbability: x, failureProbability: 1 - x)
    var value = 0.0
    for index in coefficients.indices { value += coefficients[index] * probabilities[index] }
    return value
  }

  /// The polynomial ∫_0^x B, of degree m + 1.
  ///
  ///     F_k = (1/(m+1)) Σ_{j<k} w_j
  ///
  /// Its first coefficient is exactly 0, so that a small x loses no digits.
  public var antiderivative: BernsteinPolynomial {
    var sum = 0.0
    var sums = [0.0]
    for coefficient in coefficients {
      sum += coefficient
      sums.append(sum / Double(coefficients.count))
    }
    return BernsteinPolynomial(coefficients: sums)
  }

  /// ∫_0^x B(t) dt; take the ``antiderivative`` once where many are needed.
  ///
  /// - Precondition: 0 ≤ x ≤ 1.
  public func integral(to x: Double) -> Double {
    antiderivative.value(at: x)
  }
}
