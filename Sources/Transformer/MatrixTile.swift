/// The lanes of matrix products: as wide as the registers for which the package is compiled.
#if COUNTERWEIGHT_AVX512
  typealias TileLanes = SIMD16<Real>
#else
  typealias TileLanes = SIMD8<Real>
#endif

/// The inner loop of every matrix product: a block of 6 rows and `columns` columns of C = A B or C += A B.
///
/// Twelve registers hold the block while the loop runs over the depth; what is added to it are products of one number of
/// A with two registers of B.
enum MatrixTile {
  /// The rows of a tile.
  static let rows = 6
  /// The columns of a tile.
  static let columns = 2 * TileLanes.scalarCount

  /// One row of a tile.
  private struct Row {
    var low = TileLanes()
    var high = TileLanes()

    @inline(__always)
    mutating func add(_ a: Real, _ b: (low: TileLanes, high: TileLanes)) {
      let a = TileLanes(repeating: a)
      low.accumulate(a, b.low)
      high.accumulate(a, b.high)
    }

    @inline(__always)
    func store(_ c: UnsafeMutablePointer<Real>, adding: Bool, columnCount: Int) {
      let half = TileLanes.scalarCount
      store(low, c, adding: adding, columnCount)
      store(high, c + half, adding: adding, columnCount &- half)
    }

    @inline(__always)
    private func store(
      _ lanes: TileLanes, _ c: UnsafeMutablePointer<Real>, adding: Bool, _ columnCount: Int
    ) {
      if columnCount >= TileLanes.scalarCount {
        let base = adding ? UnsafeRawPointer(c).loadUnaligned(as: TileLanes.self) : TileLanes()
        UnsafeMutableRawPointer(c).storeBytes(of: base + lanes, as: TileLanes.self)
        return
      }
      for column in 0..<max(0, columnCount) { c[column] = (adding ? c[column] : 0) + lanes[column] }
    }
  }

  /// C[i, j] (+)= Σ_k a[i · rowStride + k · depthStride] b[k · bStride + j] for i < `rowCount` ≤ 6 and
  /// j < `columnCount` ≤ `columns`.
  ///
  /// Every row of B has `columns` elements that may be read, whatever `columnCount` is.
  @inline(__always)
  static func multiply(
    _ a: UnsafePointer<Real>, rowStride: Int, depthStride: Int, rowCount: Int,
    _ b: UnsafePointer<Real>, bStride: Int, depth: Int, columnCount: Int,
    to c: UnsafeMutablePointer<Real>, stride: Int, adding: Bool
  ) {
    // Rows that are not there repeat the last one, and are not stored.
    @inline(__always)
    func row(_ index: Int) -> UnsafePointer<Real> { a + min(index, rowCount &- 1) &* rowStride }
    let (a0, a1, a2, a3, a4, a5) = (row(0), row(1), row(2), row(3), row(4), row(5))
    var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
    var (b, offset) = (b, 0)
    for _ in 0..<depth {
      let right = load(b)
      r0.add(a0[offset], right)
      r1.add(a1[offset], right)
      r2.add(a2[offset], right)
      r3.add(a3[offset], right)
      r4.add(a4[offset], right)
      r5.add(a5[offset], right)
      b += bStride
      offset &+= depthStride
    }
    r0.store(c, adding: adding, columnCount: columnCount)
    if rowCount > 1 { r1.store(c + stride, adding: adding, columnCount: columnCount) }
    if rowCount > 2 { r2.store(c + 2 * stride, adding: adding, columnCount: columnCount) }
    if rowCount > 3 { r3.store(c + 3 * stride, adding: adding, columnCount: columnCount) }
    if rowCount > 4 { r4.store(c + 4 * stride, adding: adding, columnCount: columnCount) }
    if rowCount > 5 { r5.store(c + 5 * stride, adding: adding, columnCount: columnCount) }
  }

  @inline(__always)
  private static func load(_ b: UnsafePointer<Real>) -> (low: TileLanes, high: TileLanes) {
    (
      UnsafeRawPointer(b).loadUnaligned(as: TileLanes.self),
      UnsafeRawPointer(b + TileLanes.scalarCount).loadUnaligned(as: TileLanes.self)
    )
  }
}
