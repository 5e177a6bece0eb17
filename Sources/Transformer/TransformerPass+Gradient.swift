extension TransformerPass {
  /// gradient += Σ wᵢ ∇ log π(yᵢ) over the sequences i of a range.
  ///
  /// - Parameters:
  ///   - weights: One weight per sequence of the range: `weights[0]` belongs to `sequences.lowerBound`.
  ///   - sequences: Which sequences of the batch to sum over.
  ///   - gradient: One element per parameter, ordered like ``TransformerParameters/values``.
  /// - Precondition: ``backward(_:tokenWeights:)`` has been called, the range lies in the batch, and the lengths are right.
  public func addGradient(weights: [Real], sequences: Range<Int>, to gradient: inout [Real]) {
    precondition(stage == .backward, "call backward before addGradient")
    precondition(weights.count == sequences.count, "one weight per sequence of the range")
    precondition(gradient.count == layout.count, "one gradient element per parameter")
    precondition(
      0 <= sequences.lowerBound && sequences.upperBound <= rows.input.sequenceCount,
      "the range lies in the batch")
    let rowWeights: [RowSet: [Real]] = [
      .input: spread(weights, sequences, over: rows.input),
      .response: spread(weights, sequences, over: rows.response),
    ]
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let gradient = gradient.baseAddress else { return }
      for layer in linearLayers {
        let range = rows[layer.rowSet][sequences]
        weightGradient.add(
          layer.g.start + range.lowerBound * layer.outputs, layer.x.start + range.lowerBound * layer.inputs,
          rowWeights: rowWeights[layer.rowSet], to: gradient + layer.weights.lowerBound, rows: range.count,
          inputs: layer.inputs, outputs: layer.outputs, adding: true)
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
  private func spread(_ weights: [Real], _ sequences: Range<Int>, over rows: PackedRows) -> [Real] {
    var rowWeights: [Real] = []
    rowWeights.reserveCapacity(rows[sequences].count)
    for (sequence, weight) in zip(sequences, weights) {
      rowWeights.append(contentsOf: repeatElement(weight, count: rows[sequence].count))
    }
    return rowWeights
  }
}
