/// The Euclidean length of gradients, summed in double precision.
package enum GradientNorm {
  /// Σ (a_i + s b_i)², such as |a − b|² for s = −1.
  package static func square(_ a: [Float], plus b: [Float], times s: Double) -> Double {
    var lanes = SIMD8<Double>()
    let whole = a.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      var terms = SIMD8<Double>()
      for lane in 0..<8 { terms[lane] = Double(a[start + lane]) + s * Double(b[start + lane]) }
      lanes += terms * terms
    }
    var sum = lanes.sum()
    for index in whole..<a.count {
      let term = Double(a[index]) + s * Double(b[index])
      sum += term * term
    }
    return sum
  }

  /// √Σ g².
  package static func of(_ gradient: [Float]) -> Double {
    square(gradient, plus: gradient, times: 0).squareRoot()
  }

  /// Shortens a gradient of a norm to a limit; shorter ones, and all where there is none, stay as they are.
  ///
  /// The factor is limit/norm itself, without the 10⁻⁶ that PyTorch adds to the norm.
  package static func clip(_ gradient: inout [Float], norm: Double, to limit: Double?) {
    guard let limit, norm > limit else { return }
    let factor = Float(limit / norm)
    for index in gradient.indices { gradient[index] *= factor }
  }
}
