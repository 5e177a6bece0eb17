/// Products of row-major matrices, on one thread.
enum MatrixProducts {
  /// How many rows of A are multiplied with all panels of B before the next: they stay in the cache.
  private static let rowsOfBlock = 16 * MatrixTile.rows

  /// C = A B or C += A B: A is [rows × depth], C [rows × columns].
  static func multiply(
    _ a: UnsafePointer<Real>, _ b: PackedMatrix, to c: UnsafeMutablePointer<Real>, rows: Int, adding: Bool
  ) {
    let (depth, columns, width) = (b.depth, b.columns, MatrixTile.columns)
    for block in stride(from: 0, to: rows, by: rowsOfBlock) {
      let end = min(rows, block &+ rowsOfBlock)
      for panel in 0..<b.panelCount {
        let (start, packed) = (panel &* width, b.panel(panel))
        let count = min(width, columns &- start)
        for row in stride(from: block, to: end, by: MatrixTile.rows) {
          MatrixTile.multiply(
            a + row &* depth, rowStride: depth, depthStride: 1, rowCount: min(MatrixTile.rows, end &- row),
            packed, bStride: width, depth: depth, columnCount: count,
            to: c + row &* columns + start, stride: columns, adding: adding)
        }
      }
    }
  }
}
