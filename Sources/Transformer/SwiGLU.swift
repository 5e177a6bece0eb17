/// The gated activation h = silu(gate) ⊙ up with silu(a) = a / (1 + exp(−a)).
///
/// Source: Shazeer, "GLU variants improve transformer", 2020.
enum SwiGLU {
  /// h from rows of gate, then up: [rows × 2 width] to [rows × width].
  static func forward(
    _ gateUp: UnsafePointer<Real>, rows: Int, width: Int, to h: UnsafeMutablePointer<Real>
  ) {
    for row in 0..<rows {
      let (gate, up, h) = (gateUp + 2 * row * width, gateUp + (2 * row + 1) * width, h + row * width)
      for c in stride(from: 0, to: width, by: 8) {
        let a = load(gate, c, width)
        store(a / (1 + (-a).exponential) * load(up, c, width), h, c, width)
      }
    }
  }

  /// The gradients in gate and up, given those in h.
  static func backward(
    _ gateUp: UnsafePointer<Real>, dh: UnsafePointer<Real>, rows: Int, width: Int,
    to gradients: UnsafeMutablePointer<Real>
  ) {
    for row in 0..<rows {
      let (gate, up, dh) = (gateUp + 2 * row * width, gateUp + (2 * row + 1) * width, dh + row * width)
      let (dGate, dUp) = (gradients + 2 * row * width, gradients + (2 * row + 1) * width)
      for c in stride(from: 0, to: width, by: 8) {
        let (a, d) = (load(gate, c, width), load(dh, c, width))
        let sigmoid = 1 / (1 + (-a).exponential)
        store(d * a * sigmoid, dUp, c, width)
        store(d * load(up, c, width) * sigmoid * (1 + a * (1 - sigmoid)), dGate, c, width)
      }
    }
  }
}
