/// A transformer that reads one token of many sequences at a time, and keeps their keys and values.
final class CachedTransformer {
  /// One layer's products and what it remembers.
  private struct Layer {
    let queryKeyValue = PackedMatrix()
    let attentionOutput = PackedMatrix()
    let gateUp = PackedMatrix()
    let down = PackedMatrix()
    /// [sequences × heads × headWidth × capacity].
    let keys = FloatBuffer()
    /// [sequences × heads × capacity × headWidth].
    let values = FloatBuffer()
  }

  private let shape: TransformerShape
  private let layout: ParameterLayout
  private let rotary: RotaryPositions
  private let layers: [Layer]
  private let head = PackedMatrix()
  private let stream = FloatBuffer()
  private let normalized = FloatBuffer()
  private let queryKeyValue = FloatBuffer()
  private let attended = FloatBuffer()
  private let gateUp = FloatBuffer()
  private let hidden = FloatBuffer()
  private let logits = FloatBuffer()
  private let weights = FloatBuffer()
  /// Positions that a sequence may have, in whole lanes.
  private var capacity = 0

  init(_ shape: TransformerShape) {
    self.shape = shape
    layout = ParameterLayout(shape)
    rotary = RotaryPositions(shape)
    layers = (0..<shape.layerCount).map { _ in Layer() }
  }

  /// Takes the weight matrices, and makes room for sequences of up to `length` tokens.
  func prepare(_ values: UnsafePointer<Real>, sequences: Int, length: Int) {
    let (d, f) = (shape.width, shape.feedForwardWidth)
    capacity = RowProducts.padded(length)
    for (layer, layout) in zip(layers, layout.layers) {
      layer.queryKeyValue.packTransposed(
        values + layout.queryKeyValue.lowerBound, depth: d, columns: 3 * d)
      layer.attentionOutput.packTransposed(values + layout.attentionOutput.lowerBound, depth: d, columns: d)
      layer.gateUp.packTransposed(values + layout.gateUp.lowerBound, depth: d, columns: 2 * f)
      layer.down.packTransposed(values + layout.down.lowerBound, depth: f, columns: d)
      layer.keys.reserve(sequences * capacity * d)
      layer.values.reserve(sequences * capacity * d)
    }
    head.packTransposed(values + layout.head.lowerBound, depth: d, columns: shape.vocabularySize)
    for buffer in [stream, normalized, attended] { buffer.reserve(sequences * d) }
    queryKeyValue.reserve(sequences * 3 * d)
    gateUp.reserve(sequences * 2 * f)
    hidden.reserve(sequences * f)
    logits.reserve(sequences * shape.vocabularySize)
    // Scores are written sixteen at a time.
    weights.reserve(capacity + 8)
  }

  /// Reads one token of every sequence of `slots` at `position`, and returns the logits that follow those rows of them
  /// that are listed in `drawing`.
  func read(
    _ values: UnsafePointer<Real>, tokens: [Int], slots: [Int], position: Int, drawing: [Int]
  ) -> UnsafeMutablePointer<Real> {
    let (d, f, rows) = (shape.width, shape.feedForwardWidth, slots.count)
    for (row, token) in tokens.enumerated() {
      (stream.start + row * d).update(from: values + layout.embedding.lowerBound + token * d, count: d)
    }
    for (index, layer) in layers.enumerated() {
      normalize(values + layout.layers[index].attentionNorm.lowerBound, rows)
      MatrixProducts.multiply(
        normalized.start, layer.queryKeyValue, to: queryKeyValue.start, rows: rows, adding: false)
      for (row, slot) in slots.enumerated() {
        attend(row, slot: slot, layer, position: position)
      }
      if drawing.isEmpty && index == shape.layerCount - 1 {
        break  // Where no row draws, the last layer is needed for its keys and values only.
      }
      MatrixProducts.multiply(
        attended.start, layer.attentionOutput, to: stream.start, rows: rows, adding: true)
      normalize(values + layout.layers[index].feedForwardNorm.lowerBound, rows)
      MatrixProducts.multiply(normalized.start, layer.gateUp, to: gateUp.start, rows: rows, adding: false)
      SwiGLU.forward(gateUp.start, rows: rows, width: f, to: hidden.start)
      MatrixProducts.multiply(hidden.start, layer.down, to: stream.start, rows: rows, adding: true)
    }
    for (index, row) in drawing.enumerated() {
      NormLayer.normalize(
        stream.start + row * d, values + layout.finalNorm.lowerBound, d, epsilon: shape.rmsNormEpsilon,
        to: normalized.start + index * d)
    }
    MatrixProducts.multiply(normalized.start, head, to: logits.start, rows: drawing.count, adding: false)
    return logits.start
  }

  /// Gives a sequence the first `count` keys and values of another.
  func copy(_ count: Int, from source: Int, to target: Int) {
    let size = capacity * shape.width
    for layer in layers {
      for channel in 0..<shape.width {
        (layer.keys.start + target * size + channel * capacity).update(
          from: layer.keys.start + source * size + channel * capacity, count: count)
      }
      for head in 0..<shape.headCount {
        let offset = head * capacity * shape.headWidth
        (layer.values.start + target * size + offset).update(
          from: layer.values.start + source * size + offset, count: count * shape.headWidth)
      }
    }
  }

  private func normalize(_ weights: UnsafePointer<Real>, _ rows: Int) {
    let d = shape.width
    for row in 0..<rows {
      NormLayer.normalize(
        stream.start + row * d, weights, d, epsilon: shape.rmsNormEpsilon, to: normalized.start + row * d)
    }
  }

  /// Remembers the row's key and value, and attends to all positions so far.
  private func attend(_ row: Int, slot: Int, _ layer: Layer, position: Int) {
    let (d, width) = (shape.width, shape.headWidth)
    let start = queryKeyValue.start + row * 3 * d
    rotary.turn(start, heads: 2 * shape.headCount, position: position)
    let scale = 1 / Real(width).squareRoot()
    for head in 0..<shape.headCount {
      let query = start + head * width
      let offset = slot * capacity * d + head * width * capacity
      let (keys, values) = (layer.keys.start + offset, layer.values.start + offset)
      for c in 0..<width { keys[c * capacity + position] = query[d + c] }
      (values + position * width).update(from: query + 2 * d, count: width)
      RowProducts.scores(
        query, keys: keys, stride: capacity, count: position + 1, width: width, to: weights.start)
      RowProducts.weigh(weights.start, count: position + 1, length: 0, scale: scale)
      RowProducts.weightedSum(
        weights.start, values, count: position + 1, width: width, to: attended.start + row * d + head * width)
    }
  }
}
