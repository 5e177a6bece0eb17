/// One layer of a pass, with everything of it that the backward pass and the weight gradients need.
///
///     middle = x + attention(norm(x)),  output = middle + feedForward(norm(middle))
final class TransformerBlock {
  let attentionNorm: NormLayer
  let queryKeyValue: LinearLayer
  let attention: Attention
  let attentionOutput: LinearLayer
  let feedForwardNorm: NormLayer
  let gateUp: LinearLayer
  let down: LinearLayer
  /// Gate and up before the activation, [query rows × 2 feedForwardWidth].
  private let gateUpValues = FloatBuffer()

  /// The rows for which the layer has an output: in the last layer, those that predict a response.
  private let querySet: RowSet

  init(
    _ shape: TransformerShape, layout: ParameterLayout.Layer, rotary: RotaryPositions, querySet: RowSet
  ) {
    let width = shape.width
    self.querySet = querySet
    attentionNorm = NormLayer(layout.attentionNorm, epsilon: shape.rmsNormEpsilon, rowSet: .input)
    queryKeyValue = LinearLayer(layout.queryKeyValue, inputs: width, rowSet: .input)
    attention = Attention(shape, rotary: rotary)
    attentionOutput = LinearLayer(layout.attentionOutput, inputs: width, rowSet: querySet)
    feedForwardNorm = NormLayer(layout.feedForwardNorm, epsilon: shape.rmsNormEpsilon, rowSet: querySet)
    gateUp = LinearLayer(layout.gateUp, inputs: width, rowSet: querySet)
    down = LinearLayer(layout.down, inputs: shape.feedForwardWidth, rowSet: querySet)
  }

  var linearLayers: [LinearLayer] { [queryKeyValue, attentionOutput, gateUp, down] }
  var normLayers: [NormLayer] { [attentionNorm, feedForwardNorm] }

  /// The floats it holds besides those of its layers.
  var floatCount: Int { attention.floatCount + gateUpValues.capacity }

  /// Makes room for a batch.
  func reserve(_ rows: BatchRows) {
    let queries = rows[querySet]
    attention.reserve(keys: rows.input, queries: queries)
    gateUpValues.reserve(queries.count * gateUp.outputs)
  }

  /// Writes the layer's outputs to `output`, given its inputs in `attentionNorm.x`.
  func forward(_ parameters: UnsafePointer<Real>, _ rows: BatchRows, to output: UnsafeMutablePointer<Real>) {
    let (keys, queries) = (rows.input, rows[querySet])
    attentionNorm.forward(parameters, rows: keys.count, to: queryKeyValue.x.start)
    queryKeyValue.forward(parameters, rows: keys.count, to: attention.queryKeyValue.start)
    attention.forward(keys: keys, queries: queries, to: attentionOutput.x.start)

    let middle = feedForwardNorm.x.start
    rows.eachQueryRun(querySet, width: attentionNorm.weights.count) { key, query, count in
      (middle + query).update(from: attentionNorm.x.start + key, count: count)
    }
    attentionOutput.forward(parameters, rows: queries.count, to: middle, adding: true)

    feedForwardNorm.forward(parameters, rows: queries.count, to: gateUp.x.start)
    gateUp.forward(parameters, rows: queries.count, to: gateUpValues.start)
    SwiGLU.forward(gateUpValues.start, rows: queries.count, width: down.inputs, to: down.x.start)
    output.update(from: middle, count: queries.count * down.outputs)
    down.forward(parameters, rows: queries.count, to: output, adding: true)
  }

  /// Writes the gradients in the layer's inputs to `input`, given those in its outputs in `down.g`.
  ///
  /// `scratch` has room for the widest layer's rows.
  func backward(
    _ parameters: UnsafePointer<Real>, _ rows: BatchRows, scratch: UnsafeMutablePointer<Real>,
    to input: UnsafeMutablePointer<Real>
  ) {
    let (keys, queries) = (rows.input, rows[querySet])
    let middle = attentionOutput.g.start
    down.backward(parameters, rows: queries.count, to: scratch)
    SwiGLU.backward(
      gateUpValues.start, dh: scratch, rows: queries.count, width: down.inputs, to: gateUp.g.start)
    gateUp.backward(parameters, rows: queries.count, to: scratch)
    middle.update(from: down.g.start, count: queries.count * down.outputs)
    feedForwardNorm.backward(parameters, rows: queries, dy: scratch, addingTo: middle)

    attentionOutput.backward(parameters, rows: queries.count, to: scratch)
    attention.backward(keys: keys, queries: queries, resultGradients: scratch, to: queryKeyValue.g.start)
    queryKeyValue.backward(parameters, rows: keys.count, to: scratch)
    let width = attentionNorm.weights.count
    input.update(repeating: 0, count: keys.count * width)
    rows.eachQueryRun(querySet, width: width) { key, query, count in
      (input + key).update(from: middle + query, count: count)
    }
    attentionNorm.backward(parameters, rows: keys, dy: scratch, addingTo: input)
  }
}
