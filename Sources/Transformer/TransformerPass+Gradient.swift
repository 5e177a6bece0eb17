extension TransformerPass {
  /// gradient += Σ wᵢ ∇ log π(yᵢ) over the sequences i of a range.
  ///
  /// - Parameters:
  ///   - weights: One weight per sequence of the range: `weights[0]` belongs to `sequences.lowerBound`.
  ///   - sequences: Which sequences of the batch to sum over.
  ///   - gradient: One element per parameter, ordered like ``TransformerParameters/values``.
  /// - Precondition: ``backward(_:)`` has been called, the range lies in the batch, and the lengths are right.
  public func addGradient(weights: [Float], sequences: Range<Int>, to gradient: inout [Float]) {
    precondition(stage == .backward, "call backward before addGradient")
    precondition(weights.count == sequences.count, "one weight per sequence of the range")
    precondition(gradient.count == layout.count, "one gradient element per parameter")
    precondition(
      0 <= sequences.lowerBound && sequences.upperBound <= rows.input.sequenceCount,
      "the range lies in the batch")
    let rowWeights: [RowSet: [Float]] = [
      .input: spread(weights, sequences, over: rows.input),
      .response: spread(weights, sequences, over: rows.response),
    ]
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let gradient = gradient.baseAddress else { return }
      for layer in linearLayers {
        addGradient(
          of: layer, rowWeights: rowWeights[layer.rowSet] ?? [], rows: rows[layer.rowSet][sequences],
          to: gradient + layer.weights.lowerBound)
      }
      for layer in normLayers {
        for (sequence, weight) in zip(sequences, weights) {
          let source = layer.weightGradients.start + sequence * shape.width
          addRow(source, times: weight, to: gradient + layer.weights.lowerBound, shape.width)
        }
      }
      for (row, weight) in zip(rows.input[sequences], rowWeights[.input] ?? []) {
        let target = gradient + layout.embedding.lowerBound + inputTokens[row] * shape.width
        addRow(embeddingGradients.start + row * shape.width, times: weight, to: target, shape.width)
      }
    }
  }

  /// The weight of every row of the sequences.
  private func spread(_ weights: [Float], _ sequences: Range<Int>, over rows: PackedRows) -> [Float] {
    var rowWeights: [Float] = []
    rowWeights.reserveCapacity(rows[sequences].count)
    for (sequence, weight) in zip(sequences, weights) {
      rowWeights.append(contentsOf: repeatElement(weight, count: rows[sequence].count))
    }
    return rowWeights
  }

  /// Adds (diag(w) G)ᵀ X, some hundred rows at a time, weighting the narrower of G and X.
  private func addGradient(
    of layer: LinearLayer, rowWeights: [Float], rows: Range<Int>, to gradient: UnsafeMutablePointer<Float>
  ) {
    let weightsInputs = layer.inputs < layer.outputs
    let width = min(layer.inputs, layer.outputs)
    let (g, x) = (layer.g.start, layer.x.start)
    let narrower = weightsInputs ? x : g
    let runLength = 512
    let weighted = scratch.reserve(runLength * width)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: runLength) {
      let count = min(runLength, rows.upperBound - start)
      for row in 0..<count {
        let weight = rowWeights[start - rows.lowerBound + row]
        let source = narrower + (start + row) * width
        for c in stride(from: 0, to: width, by: 8) {
          store(load(source, c, width) * weight, weighted + row * width, c, width)
        }
      }
      MatrixProducts.weightGradient(
        weightsInputs ? g + start * layer.outputs : weighted,
        weightsInputs ? weighted : x + start * layer.inputs,
        to: gradient, rows: count, inputs: layer.inputs, outputs: layer.outputs, adding: true)
    }
  }
}
