import Foundation

/// Rotary positions: channel pairs (c, c + headWidth / 2) of position t turn by the angle t θ^(−2c / headWidth).
///
/// Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding", 2021.
struct RotaryPositions {
  private let half: Int
  /// Cosines, then sines, of the angles of every position, [contextLength × 2 × half].
  private let table: FloatBuffer

  init(_ shape: TransformerShape) {
    half = shape.headWidth / 2
    table = FloatBuffer(shape.contextLength * 2 * half)
    for position in 0..<shape.contextLength {
      for c in 0..<half {
        let angle = Double(position) * pow(shape.ropeTheta, -Double(c) / Double(half))
        table.start[(2 * position) * half + c] = Real(cos(angle))
        table.start[(2 * position + 1) * half + c] = Real(sin(angle))
      }
    }
  }

  /// The floats it holds.
  var floatCount: Int { table.capacity }

  /// Turns `heads` neighbouring head vectors in place by the angles of `position`, or back by them.
  func turn(_ vectors: UnsafeMutablePointer<Real>, heads: Int, position: Int, back: Bool = false) {
    let cosines = table.start + 2 * position * half
    let sines = cosines + half
    let sign: Real = back ? -1 : 1
    for head in 0..<heads {
      let first = vectors + 2 * head * half
      let second = first + half
      for c in stride(from: 0, to: half, by: 8) {
        let (a, b) = (load(first, c, half), load(second, c, half))
        let (cosine, sine) = (load(cosines, c, half), load(sines, c, half) * sign)
        store(a * cosine - b * sine, first, c, half)
        store(b * cosine + a * sine, second, c, half)
      }
    }
  }
}
