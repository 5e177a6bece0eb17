/// Causal attention of several heads in a pass: for each head, softmax(q kᵀ / √headWidth) v over the rows of a
/// sequence up to the query's own.
///
/// Every input row has a key and a value; queries are the rows of `querySet`, the last of each sequence. In the
/// last layer only rows that predict a response need a result. Everything but the softmax is a product of small
/// matrices, of which tiles above the diagonal are left out.
///
/// Source: Vaswani et al., "Attention is all you need", 2017.
final class Attention {
  private let width: Int
  private let headCount: Int
  private let headWidth: Int
  private let scale: Real
  private let rotary: RotaryPositions
  /// Query, key and value of every input row, [input rows × 3 width]; after ``forward`` with positions turned in.
  let queryKeyValue = FloatBuffer()
  /// The attention weights, by sequence, head and query, with zeros behind a query's own position.
  private let weights = FloatBuffer()
  /// The gradients in the scores of one head and sequence.
  private let scoreGradients = FloatBuffer()
  private let transposed = PackedMatrix()

  init(_ shape: TransformerShape, rotary: RotaryPositions) {
    width = shape.width
    headCount = shape.headCount
    headWidth = shape.headWidth
    scale = 1 / Real(shape.headWidth).squareRoot()
    self.rotary = rotary
  }

  /// Makes room for the rows of all sequences.
  func reserve(keys: PackedRows, queries: PackedRows) {
    queryKeyValue.reserve(keys.count * 3 * width)
    var (total, largest) = (0, 0)
    for sequence in 0..<keys.sequenceCount {
      let size = RowProducts.padded(keys[sequence].count) * queries[sequence].count
      total += size * headCount
      largest = max(largest, size)
    }
    weights.reserve(total)
    scoreGradients.reserve(largest)
  }

  /// The floats it holds.
  var floatCount: Int {
    queryKeyValue.capacity + weights.capacity + scoreGradients.capacity + transposed.floatCount
  }

  /// The result of every query row, [query rows × width].
  func forward(keys: PackedRows, queries: PackedRows, to result: UnsafeMutablePointer<Real>) {
    var weights = weights.start
    for sequence in 0..<keys.sequenceCount {
      for (position, row) in keys[sequence].enumerated() {
        rotary.turn(queryKeyValue.start + row * 3 * width, heads: 2 * headCount, position: position)
      }
      for head in 0..<headCount {
        let rows = HeadRows(keys: keys[sequence], queries: queries[sequence])
        let q = queryKeyValue.start + rows.keys.lowerBound * 3 * width + head * headWidth
        let result = result + rows.queries.lowerBound * width + head * headWidth
        attend(rows, q, weights: weights, to: result)
        weights += rows.stride * rows.queries.count
      }
    }
  }

  private func attend(
    _ rows: HeadRows, _ q: UnsafePointer<Real>, weights: UnsafeMutablePointer<Real>,
    to result: UnsafeMutablePointer<Real>
  ) {
    let stride = 3 * width
    transposed.packTransposed(q + width, depth: headWidth, columns: rows.keys.count, stride: stride)
    rows.eachQueryBlock { first, count, seen in
      let (query, block) = (q + (rows.before + first) * stride, weights + first * rows.stride)
      multiplyTransposed(query, stride: stride, count, columns: seen, to: block, rows)
      for index in 0..<count {
        RowProducts.weigh(
          block + index * rows.stride, count: rows.before + first + index + 1, length: rows.stride,
          scale: scale)
      }
      combine(
        block, rowStride: rows.stride, depthStride: 1, rowCount: count, q + 2 * width, stride: stride,
        depth: seen, to: result + first * width, stride: width)
    }
  }

  /// The gradients in query, key and value before positions were turned in, given those in the result.
  func backward(
    keys: PackedRows, queries: PackedRows, resultGradients: UnsafePointer<Real>,
    to gradients: UnsafeMutablePointer<Real>
  ) {
    var weights = UnsafePointer(weights.start)
    for sequence in 0..<keys.sequenceCount {
      let rows = HeadRows(keys: keys[sequence], queries: queries[sequence])
      for row in rows.keys.prefix(rows.before) {
        (gradients + row * 3 * width).update(repeating: 0, count: width)
      }
      for head in 0..<headCount {
        let start = rows.keys.lowerBound * 3 * width + head * headWidth
        differentiate(
          rows, queryKeyValue.start + start, weights: weights,
          resultGradients: resultGradients + rows.queries.lowerBound * width + head * headWidth,
          to: gradients + start)
        weights += rows.stride * rows.queries.count
      }
      for (position, row) in rows.keys.enumerated() {
        rotary.turn(gradients + row * 3 * width, heads: 2 * headCount, position: position, back: true)
      }
    }
  }

  /// With p the weights of a query, o its result and c the scale: dp = do · v, ds = c p ⊙ (dp − p · dp),
  /// dq = Σ ds k, and over the queries dk = Σ ds q, dv = Σ p do.
  private func differentiate(
    _ rows: HeadRows, _ q: UnsafePointer<Real>, weights: UnsafePointer<Real>,
    resultGradients: UnsafePointer<Real>, to gradients: UnsafeMutablePointer<Real>
  ) {
    let (stride, scoreGradients) = (3 * width, scoreGradients.start)
    transposed.packTransposed(q + 2 * width, depth: headWidth, columns: rows.keys.count, stride: stride)
    rows.eachQueryBlock { first, count, seen in
      let block = scoreGradients + first * rows.stride
      multiplyTransposed(
        resultGradients + first * width, stride: width, count, columns: seen, to: block, rows)
      for index in first..<first + count {
        differentiateSoftmax(
          weights + index * rows.stride, scoreGradients + index * rows.stride, rows.before + index + 1,
          rows.stride)
      }
      combine(
        block, rowStride: rows.stride, depthStride: 1, rowCount: count, q + width, stride: stride,
        depth: seen,
        to: gradients + (rows.before + first) * stride, stride: stride)
    }
    rows.eachKeyBlock { key, count, first in
      let (queries, offset) = (rows.queries.count - first, first * rows.stride + key)
      combine(
        scoreGradients + offset, rowStride: 1, depthStride: rows.stride, rowCount: count,
        q + (rows.before + first) * stride, stride: stride, depth: queries,
        to: gradients + width + key * stride, stride: stride)
      combine(
        weights + offset, rowStride: 1, depthStride: rows.stride, rowCount: count,
        resultGradients + first * width, stride: width, depth: queries,
        to: gradients + 2 * width + key * stride, stride: stride)
    }
  }

  /// Replaces dp by c p ⊙ (dp − p · dp) in the first `count` elements, and by zeros behind them.
  private func differentiateSoftmax(
    _ p: UnsafePointer<Real>, _ dp: UnsafeMutablePointer<Real>, _ count: Int, _ length: Int
  ) {
    let end = (count &+ 7) & ~7
    for n in count..<end { dp[n] = 0 }
    let mean = dot(p, dp, end)
    for n in stride(from: 0, to: end, by: 8) {
      store(load(p, n, end) * (load(dp, n, end) - mean) * scale, dp, n, end)
    }
    for n in stride(from: end, to: length, by: 8) { store(Lanes(), dp, n, length) }
  }

  /// `count` rows of A times the packed matrix, as far as its first `columns` columns.
  private func multiplyTransposed(
    _ a: UnsafePointer<Real>, stride rowStride: Int, _ count: Int, columns: Int,
    to c: UnsafeMutablePointer<Real>, _ rows: HeadRows
  ) {
    for column in stride(from: 0, to: columns, by: MatrixTile.columns) {
      MatrixTile.multiply(
        a, rowStride: rowStride, depthStride: 1, rowCount: count,
        transposed.panel(column / MatrixTile.columns), bStride: MatrixTile.columns, depth: headWidth,
        columnCount: min(MatrixTile.columns, rows.stride - column), to: c + column, stride: rows.stride,
        adding: false)
    }
  }

  /// A head's channels of Σ_k a[k] rows[k], for `rowCount` sums at once.
  private func combine(
    _ a: UnsafePointer<Real>, rowStride: Int, depthStride: Int, rowCount: Int,
    _ rows: UnsafePointer<Real>, stride bStride: Int, depth: Int, to c: UnsafeMutablePointer<Real>,
    stride: Int
  ) {
    for channel in Swift.stride(from: 0, to: headWidth, by: MatrixTile.columns) {
      MatrixTile.multiply(
        a, rowStride: rowStride, depthStride: depthStride, rowCount: rowCount, rows + channel,
        bStride: bStride, depth: depth, columnCount: min(MatrixTile.columns, headWidth - channel),
        to: c + channel, stride: stride, adding: false)
    }
  }
}
