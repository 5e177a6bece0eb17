/// Inner products of the rows of a matrix with each other, 3 × 4 at a time in registers.
struct PairProducts {
  /// The products of three rows with one other, lane by lane.
  private struct Column {
    var sums = (Lanes(), Lanes(), Lanes())

    @inline(__always)
    mutating func add(_ a: (Lanes, Lanes, Lanes), _ b: Lanes) {
      sums.0.accumulate(a.0, b)
      sums.1.accumulate(a.1, b)
      sums.2.accumulate(a.2, b)
    }
  }

  private let matrix: UnsafePointer<Real>
  private let rows: Int
  private let width: Int

  /// Products of the rows of a matrix [rows × width].
  @inline(__always)
  init(_ matrix: UnsafePointer<Real>, rows: Int, width: Int) {
    self.matrix = matrix
    self.rows = rows
    self.width = width
  }

  /// The products of rows t, t + 1 and t + 2 with rows u … u + 3; rows behind the last one stand for the last one.
  @inline(__always)
  func block(_ t: Int, _ u: Int) -> (SIMD4<Real>, SIMD4<Real>, SIMD4<Real>) {
    @inline(__always)
    func row(_ index: Int) -> UnsafePointer<Real> { matrix + min(index, rows &- 1) &* width }
    let (a0, a1, a2) = (row(t), row(t &+ 1), row(t &+ 2))
    let (b0, b1, b2, b3) = (row(u), row(u &+ 1), row(u &+ 2), row(u &+ 3))
    var (c0, c1, c2, c3) = (Column(), Column(), Column(), Column())
    let whole = width & ~7
    for c in stride(from: 0, to: whole, by: 8) {
      let a = (load(a0, c), load(a1, c), load(a2, c))
      c0.add(a, load(b0, c))
      c1.add(a, load(b1, c))
      c2.add(a, load(b2, c))
      c3.add(a, load(b3, c))
    }
    if whole < width {
      let a = (load(a0, whole, width), load(a1, whole, width), load(a2, whole, width))
      c0.add(a, load(b0, whole, width))
      c1.add(a, load(b1, whole, width))
      c2.add(a, load(b2, whole, width))
      c3.add(a, load(b3, whole, width))
    }
    return (
      Lanes.totals(c0.sums.0, c1.sums.0, c2.sums.0, c3.sums.0),
      Lanes.totals(c0.sums.1, c1.sums.1, c2.sums.1, c3.sums.1),
      Lanes.totals(c0.sums.2, c1.sums.2, c2.sums.2, c3.sums.2)
    )
  }

  /// Σ_{t,u} (x_t · x_u)(g_t · g_u) = ‖Gᵀ X‖² over the rows of X [rows × inputs] and G [rows × outputs], from the lower
  /// triangles of the two Gram matrices.
  static func squaredProductNorm(
    _ x: UnsafePointer<Real>, _ g: UnsafePointer<Real>, rows: Int, inputs: Int, outputs: Int
  ) -> Double {
    let (x, g) = (PairProducts(x, rows: rows, width: inputs), PairProducts(g, rows: rows, width: outputs))
    // Strictly below the diagonal pairs count twice, on it once, above it not at all.
    var (below, near) = (SIMD4<Double>(), SIMD4<Double>())
    for t in stride(from: 0, to: rows, by: 3) {
      for u in stride(from: 0, to: min(t &+ 3, rows), by: 4) {
        let (a, b) = (x.block(t, u), g.block(t, u))
        let products = (a.0 * b.0, a.1 * b.1, a.2 * b.2)
        if u &+ 4 <= t && t &+ 3 <= rows {
          below += SIMD4<Double>(products.0 + products.1 + products.2)
        } else {
          near += SIMD4<Double>(products.0 * multiplicities(t, u, rows))
          near += SIMD4<Double>(products.1 * multiplicities(t &+ 1, u, rows))
          near += SIMD4<Double>(products.2 * multiplicities(t &+ 2, u, rows))
        }
      }
    }
    let sum = 2 * below + near
    return sum.x + sum.y + sum.z + sum.w
  }

  /// How often the pairs of row t with rows u … u + 3 count; 0 where there is no row t.
  @inline(__always)
  private static func multiplicities(_ t: Int, _ u: Int, _ rows: Int) -> SIMD4<Real> {
    @inline(__always)
    func multiplicity(_ u: Int) -> Real { u < t ? 2 : u == t ? 1 : 0 }
    guard t < rows else { return SIMD4() }
    return SIMD4(multiplicity(u), multiplicity(u &+ 1), multiplicity(u &+ 2), multiplicity(u &+ 3))
  }
}
