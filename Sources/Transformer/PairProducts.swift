/// Inner products of the rows of a matrix with each other, 3 × 4 at a time in registers.
struct PairProducts {
  /// One row's products with four others, lane by lane.
  private struct Row {
    var sums = (Lanes(), Lanes(), Lanes(), Lanes())

    @inline(__always)
    mutating func add(_ a: Lanes, _ b: (Lanes, Lanes, Lanes, Lanes)) {
      sums.0.accumulate(a, b.0)
      sums.1.accumulate(a, b.1)
      sums.2.accumulate(a, b.2)
      sums.3.accumulate(a, b.3)
    }

    @inline(__always)
    var totals: SIMD4<Real> { Lanes.totals(sums.0, sums.1, sums.2, sums.3) }
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
  subscript(t: Int, u: Int) -> (SIMD4<Real>, SIMD4<Real>, SIMD4<Real>) {
    @inline(__always)
    func row(_ index: Int) -> UnsafePointer<Real> { matrix + min(index, rows &- 1) &* width }
    let (a0, a1, a2) = (row(t), row(t &+ 1), row(t &+ 2))
    let (b0, b1, b2, b3) = (row(u), row(u &+ 1), row(u &+ 2), row(u &+ 3))
    var (r0, r1, r2) = (Row(), Row(), Row())
    for c in stride(from: 0, to: width, by: 8) {
      let b = (load(b0, c, width), load(b1, c, width), load(b2, c, width), load(b3, c, width))
      r0.add(load(a0, c, width), b)
      r1.add(load(a1, c, width), b)
      r2.add(load(a2, c, width), b)
    }
    return (r0.totals, r1.totals, r2.totals)
  }

  /// Σ_{t,u} (x_t · x_u)(g_t · g_u) = ‖Gᵀ X‖² over the rows of X [rows × inputs] and G [rows × outputs], from the lower
  /// triangles of the two Gram matrices.
  static func squaredProductNorm(
    _ x: UnsafePointer<Real>, _ g: UnsafePointer<Real>, rows: Int, inputs: Int, outputs: Int
  ) -> Double {
    let (x, g) = (PairProducts(x, rows: rows, width: inputs), PairProducts(g, rows: rows, width: outputs))
    var sum = SIMD4<Double>()
    for t in stride(from: 0, to: rows, by: 3) {
      for u in stride(from: 0, to: min(t &+ 3, rows), by: 4) {
        let (a, b) = (x[t, u], g[t, u])
        sum += weights(t, u) * SIMD4(a.0) * SIMD4(b.0)
        if t &+ 1 < rows { sum += weights(t &+ 1, u) * SIMD4(a.1) * SIMD4(b.1) }
        if t &+ 2 < rows { sum += weights(t &+ 2, u) * SIMD4(a.2) * SIMD4(b.2) }
      }
    }
    return sum.lowHalf.sum() + sum.highHalf.sum()
  }

  /// How often the pairs of row t with rows u … u + 3 count: twice below the diagonal, once on it, not above it.
  @inline(__always)
  private static func weights(_ t: Int, _ u: Int) -> SIMD4<Double> {
    let distance = SIMD4<Int64>(repeating: Int64(t &- u)) &- SIMD4(0, 1, 2, 3)
    return SIMD4<Double>()
      .replacing(with: 2, where: distance .> 0)
      .replacing(with: 1, where: distance .== 0)
  }
}
