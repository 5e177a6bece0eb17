extension TransformerPass {
  /// ‖∇ log π(yᵢ)‖² of every sequence, over all parameters.
  ///
  /// Uses the gradients of the one backward pass: with the inputs X and output gradients G of a linear layer in the
  /// rows t of the sequence,
  ///
  ///     ‖Gᵀ X‖² = Σ_{t,u} (x_t · x_u)(g_t · g_u),
  ///
  /// or Gᵀ X is formed, whichever is cheaper. The gradients of norms and of the embedding are small and are formed.
  /// Sums are in double precision; zero where the response is empty.
  ///
  /// - Precondition: ``backward(_:tokenWeights:)`` has been called.
  public func squaredScoreNorms() -> [Double] {
    squaredScoreNorms(by: .cheaper)
  }

  /// ``squaredScoreNorms()`` by a chosen method for the linear layers.
  package func squaredScoreNorms(by method: ScoreNormMethod) -> [Double] {
    precondition(stage == .backward, "call backward before squaredScoreNorms")
    var norms = [Double](repeating: 0, count: rows.input.sequenceCount)
    for layer in linearLayers {
      addSquaredNorms(of: layer, by: method, to: &norms)
    }
    for layer in normLayers {
      for sequence in norms.indices {
        norms[sequence] += squaredNorm(layer.weightGradients.start + sequence * shape.width, shape.width)
      }
    }
    addEmbeddingNorms(to: &norms)
    return norms
  }

  private func addSquaredNorms(of layer: LinearLayer, by method: ScoreNormMethod, to norms: inout [Double]) {
    let rows = rows[layer.rowSet]
    let (inputs, outputs) = (layer.inputs, layer.outputs)
    for sequence in norms.indices where !rows[sequence].isEmpty {
      let count = rows[sequence].count
      let x = layer.x.start + rows[sequence].lowerBound * inputs
      let g = layer.g.start + rows[sequence].lowerBound * outputs
      // Half of a square of `count` rows against a full product; the triangle runs at some 4/5 of the speed.
      let gramIsCheaper = 5 * (count + 1) * (inputs + outputs) < 8 * inputs * outputs
      if method == .gram || (method == .cheaper && gramIsCheaper) {
        norms[sequence] += PairProducts.squaredProductNorm(
          x, g, rows: count, inputs: inputs, outputs: outputs)
      } else {
        let product = scoreNormWorkspace.product.reserve(inputs * outputs)
        weightGradient.add(
          g, x, rowWeights: nil, to: product, rows: count, inputs: inputs, outputs: outputs, adding: false)
        norms[sequence] += squaredNorm(product, inputs * outputs)
      }
    }
  }

  /// Sums the rows of each token of a sequence, and adds the squares of the sums.
  private func addEmbeddingNorms(to norms: inout [Double]) {
    let width = shape.width
    // All zero here and at the end.
    let sums = scoreNormWorkspace.embeddingRows.reserve(shape.vocabularySize * width)
    for sequence in norms.indices {
      for row in rows.input[sequence] {
        addRow(embeddingGradients.start + row * width, times: 1, to: sums + inputTokens[row] * width, width)
      }
      for row in rows.input[sequence] {
        let sum = sums + inputTokens[row] * width
        norms[sequence] += squaredNorm(sum, width)
        sum.update(repeating: 0, count: width)
      }
    }
  }
}
