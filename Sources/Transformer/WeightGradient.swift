/// Products W (+)= Gᵀ diag(w) X over rows, with memory for the block of rows that is in work.
///
/// Blocks are copied in the order in which tiles read them, G in columns of as many rows as a tile has, X in panels; the
/// copy of G takes the rows' weights along.
final class WeightGradient {
  /// How many rows are summed up before they are added to memory.
  private static let rowsOfBlock = 256
  private let left = FloatBuffer()
  private let right = FloatBuffer()

  /// The floats it holds.
  var floatCount: Int { left.capacity + right.capacity }

  /// W = Gᵀ diag(w) X, or W += Gᵀ diag(w) X.
  ///
  /// G is [rows × outputs], X [rows × inputs], W [outputs × inputs]. Memory behind G and X may be read as far as a tile
  /// is wide.
  ///
  /// - Parameter rowWeights: w, one for every row; nil for ones.
  func add(
    _ g: UnsafePointer<Real>, _ x: UnsafePointer<Real>, rowWeights: [Real]?,
    to w: UnsafeMutablePointer<Real>, rows: Int, inputs: Int, outputs: Int, adding: Bool
  ) {
    let (height, width) = (MatrixTile.rows, MatrixTile.columns)
    let (strips, panels) = ((outputs &+ height &- 1) / height, (inputs &+ width &- 1) / width)
    let size = WeightGradient.rowsOfBlock
    // A copied row of a strip is written in whole lanes, and the next one over what was too much.
    let left = left.reserve(strips * size * height + 8)
    let right = right.reserve(panels * size * width)
    for block in stride(from: 0, to: rows, by: size) {
      let depth = min(size, rows &- block)
      copyLeft(g + block * outputs, rowWeights.map { $0[block..<block + depth] }, depth, outputs, to: left)
      copyRight(x + block * inputs, depth, inputs, to: right)
      for panel in 0..<panels {
        for strip in 0..<strips {
          let (row, column) = (strip &* height, panel &* width)
          MatrixTile.multiply(
            left + row &* depth, rowStride: 1, depthStride: height, rowCount: min(height, outputs &- row),
            right + column &* depth, bStride: width, depth: depth, columnCount: min(width, inputs &- column),
            to: w + row &* inputs + column, stride: inputs, adding: adding || block > 0)
        }
      }
    }
  }

  private func copyLeft(
    _ g: UnsafePointer<Real>, _ weights: ArraySlice<Real>?, _ depth: Int, _ outputs: Int,
    to target: UnsafeMutablePointer<Real>
  ) {
    guard let weights else {
      copyLeft(g, depth, outputs, to: target) { _ in 1 }
      return
    }
    weights.withUnsafeBufferPointer { weights in
      copyLeft(g, depth, outputs, to: target) { weights[$0] }
    }
  }

  @inline(__always)
  private func copyLeft(
    _ g: UnsafePointer<Real>, _ depth: Int, _ outputs: Int, to target: UnsafeMutablePointer<Real>,
    weight: (Int) -> Real
  ) {
    var target = target
    for column in stride(from: 0, to: outputs, by: MatrixTile.rows) {
      var source = g + column
      for k in 0..<depth {
        let lanes = UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
        UnsafeMutableRawPointer(target).storeBytes(of: lanes * weight(k), as: Lanes.self)
        target += MatrixTile.rows
        source += outputs
      }
    }
  }

  private func copyRight(
    _ x: UnsafePointer<Real>, _ depth: Int, _ inputs: Int, to target: UnsafeMutablePointer<Real>
  ) {
    var target = target
    for column in stride(from: 0, to: inputs, by: MatrixTile.columns) {
      var source = x + column
      for _ in 0..<depth {
        for part in stride(from: 0, to: MatrixTile.columns, by: TileLanes.scalarCount) {
          let lanes = UnsafeRawPointer(source + part).loadUnaligned(as: TileLanes.self)
          UnsafeMutableRawPointer(target + part).storeBytes(of: lanes, as: TileLanes.self)
        }
        target += MatrixTile.columns
        source += inputs
      }
    }
  }
}
