/// The products of a vector with rows at a stride of which attention consists.
enum RowProducts {
  /// `count` rounded up to a multiple of 8.
  ///
  /// Rows of attention weights have such a length, and zeros at the end, so that they are made of whole lanes.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count &+ 7) & ~7 }

  /// weights = softmax(scale keys · query), followed by zeros, and result = Σ weights[n] values[n].
  @inline(__always)
  static func attend(
    _ query: UnsafePointer<Float>, keys: UnsafePointer<Float>, values: UnsafePointer<Float>, stride: Int,
    count: Int, width: Int, scale: Float, weights: UnsafeMutablePointer<Float>,
    to result: UnsafeMutablePointer<Float>
  ) {
    inner(query, keys, stride: stride, count: count, width: width, to: weights)
    for n in count..<padded(count) {
      weights[n] = -.infinity
    }
    Softmax.normalize(weights, padded(count), scale: scale)
    weightedSum(weights, weightStride: 1, values, stride: stride, count: count, width: width, to: result)
  }

  /// result[n] = vector · rows[n].
  @inline(__always)
  static func inner(
    _ vector: UnsafePointer<Float>, _ rows: UnsafePointer<Float>, stride: Int, count: Int, width: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    var row = rows
    for n in 0..<count {
      result[n] = dot(vector, row, width)
      row += stride
    }
  }

  /// result = Σ weights[n] rows[n].
  @inline(__always)
  static func weightedSum(
    _ weights: UnsafePointer<Float>, weightStride: Int, _ rows: UnsafePointer<Float>, stride rowStride: Int,
    count: Int, width: Int, to result: UnsafeMutablePointer<Float>
  ) {
    for c in stride(from: 0, to: width, by: 8) {
      var (even, odd) = (Lanes(), Lanes())
      var (weight, row) = (weights, rows)
      for _ in 0..<(count / 2) {
        even += load(row, c, width) * weight[0]
        odd += load(row + rowStride, c, width) * weight[weightStride]
        weight += 2 * weightStride
        row += 2 * rowStride
      }
      if !count.isMultiple(of: 2) {
        even += load(row, c, width) * weight[0]
      }
      store(even + odd, result, c, width)
    }
  }
}

/// Causal attention of several heads in a pass: for each head, softmax(q kᵀ / √headWidth) v over the rows of a
/// sequence up to the query's own.
///
/// Every input row has a key and a value; queries are the rows of `querySet`, the last of each sequence. In the
/// last layer only rows that predict a response need a result.
///
/// Source: Vaswani et al., "Attention is all you need", 2017.
final class Attention {
  private let width: Int
  private let headCount: Int
  private let headWidth: Int
  private let rotary: RotaryPositions
  /// Query, key and value of every input row, [input rows × 3 width]; after ``forward`` with positions turned in.
  let queryKeyValue = FloatBuffer()
  /// The attention weights, by sequence, head and query.
  private let weights = FloatBuffer()
  /// The gradients in the scores of one head and sequence.
  private let scoreGradients = FloatBuffer()

  init(_ shape: TransformerShape, rotary: RotaryPositions) {
    width = shape.width
    headCount = shape.headCount
    headWidth = shape.headWidth
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

  /// The result of every query row, [query rows × width].
  func forward(keys: PackedRows, queries: PackedRows, to result: UnsafeMutablePointer<Float>) {
    for sequence in 0..<keys.sequenceCount {
      for (position, row) in keys[sequence].enumerated() {
        rotary.turn(queryKeyValue.start + row * 3 * width, heads: 2 * headCount, position: position)
      }
    }
    switch headWidth {
    case 16: attend(keys, queries, headWidth: 16, to: result)
    case 32: attend(keys, queries, headWidth: 32, to: result)
    default: attend(keys, queries, headWidth: headWidth, to: result)
    }
  }

  /// The gradients in query, key and value before positions were turned in, given those in the result.
  func backward(
    keys: PackedRows, queries: PackedRows, resultGradients: UnsafePointer<Float>,
    to gradients: UnsafeMutablePointer<Float>
  ) {
    switch headWidth {
    case 16: differentiate(keys, queries, headWidth: 16, resultGradients, to: gradients)
    case 32: differentiate(keys, queries, headWidth: 32, resultGradients, to: gradients)
    default: differentiate(keys, queries, headWidth: headWidth, resultGradients, to: gradients)
    }
    for sequence in 0..<keys.sequenceCount {
      for (position, row) in keys[sequence].enumerated() {
        rotary.turn(gradients + row * 3 * width, heads: 2 * headCount, position: position, back: true)
      }
    }
  }

  /// Inlined once for each usual head width, so that the loops over channels have a known length.
  @inline(__always)
  private func attend(
    _ keys: PackedRows, _ queries: PackedRows, headWidth: Int, to result: UnsafeMutablePointer<Float>
  ) {
    let (width, stride) = (width, 3 * width)
    let scale = 1 / Float(headWidth).squareRoot()
    var weights = weights.start
    for sequence in 0..<keys.sequenceCount {
      let (keyRows, queryRows) = (keys[sequence], queries[sequence])
      let length = keyRows.count
      let before = length - queryRows.count
      for head in 0..<headCount {
        let q = queryKeyValue.start + keyRows.lowerBound * stride + head * headWidth
        let result = result + queryRows.lowerBound * width + head * headWidth
        for query in 0..<queryRows.count {
          let count = before + query + 1
          RowProducts.attend(
            q + (before + query) * stride, keys: q + width, values: q + 2 * width, stride: stride,
            count: count, width: headWidth, scale: scale, weights: weights, to: result + query * width)
          weights += RowProducts.padded(length)
        }
      }
    }
  }

  /// With p the weights of a query, o its result and c the scale: dp = do · v, ds = c p ⊙ (dp − p · dp),
  /// dq = Σ ds k, and over the queries dk = Σ ds q, dv = Σ p do.
  @inline(__always)
  private func differentiate(
    _ keys: PackedRows, _ queries: PackedRows, headWidth: Int, _ resultGradients: UnsafePointer<Float>,
    to gradients: UnsafeMutablePointer<Float>
  ) {
    let (width, stride) = (width, 3 * width)
    let scale = 1 / Float(headWidth).squareRoot()
    let scoreGradients = scoreGradients.start
    var weights = UnsafePointer(weights.start)
    for sequence in 0..<keys.sequenceCount {
      let (keyRows, queryRows) = (keys[sequence], queries[sequence])
      let length = RowProducts.padded(keyRows.count)
      let before = keyRows.count - queryRows.count
      for row in keyRows.prefix(before) {
        (gradients + row * stride).update(repeating: 0, count: width)
      }
      for head in 0..<headCount {
        let start = keyRows.lowerBound * stride + head * headWidth
        let (q, dq) = (queryKeyValue.start + start, gradients + start)
        let output = resultGradients + queryRows.lowerBound * width + head * headWidth
        for query in 0..<queryRows.count {
          let (count, ds) = (before + query + 1, scoreGradients + query * length)
          RowProducts.inner(
            output + query * width, q + 2 * width, stride: stride, count: count, width: headWidth, to: ds)
          let p = weights + query * length
          for n in count..<RowProducts.padded(count) {
            ds[n] = 0
          }
          let mean = dot(p, ds, RowProducts.padded(count))
          for n in Swift.stride(from: 0, to: count, by: 8) {
            store(load(p, n, length) * (load(ds, n, length) - mean) * scale, ds, n, length)
          }
          RowProducts.weightedSum(
            ds, weightStride: 1, q + width, stride: stride, count: count, width: headWidth,
            to: dq + (before + query) * stride)
        }
        for key in 0..<keyRows.count {
          // The first query that sees the key, and how many do.
          let first = max(0, key - before)
          let count = queryRows.count - first
          RowProducts.weightedSum(
            scoreGradients + first * length + key, weightStride: length, q + (before + first) * stride,
            stride: stride, count: count, width: headWidth, to: dq + width + key * stride)
          RowProducts.weightedSum(
            weights + first * length + key, weightStride: length, output + first * width, stride: width,
            count: count, width: headWidth, to: dq + 2 * width + key * stride)
        }
        weights += length * queryRows.count
      }
    }
  }
}
