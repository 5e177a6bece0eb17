extension TransformerPass {
  /// Computes the gradients of every sequence's log-probability in the outputs of every layer.
  ///
  /// One backward pass with unit weight on every sequence; forms no weight gradient. With weights of tokens, the
  /// gradients are those of Σ_t w_t log π(y_t) in place of log π(y) = Σ_t log π(y_t): score norms are then those of this
  /// sum too.
  ///
  /// - Parameters:
  ///   - parameters: Those of the forward pass.
  ///   - tokenWeights: One weight for every response token, ordered like ``tokenLogProbabilities``; nil for ones.
  /// - Precondition: ``forward(_:_:temperature:)`` has been called since the last backward pass.
  public func backward(_ parameters: TransformerParameters, tokenWeights: [Real]? = nil) {
    precondition(parameters.shape == shape, "the parameters have another shape than the pass")
    precondition(stage == .forward, "call forward before backward")
    if let tokenWeights { weighTokens(tokenWeights) }
    stage = .backward
    parameters.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress, let last = blocks.last else { return }
      head.backward(values, rows: rows.response.count, to: scratch.start)
      last.down.g.start.update(repeating: 0, count: rows.response.count * shape.width)
      finalNorm.backward(values, rows: rows.response, dy: scratch.start, addingTo: last.down.g.start)
      for index in blocks.indices.reversed() {
        let input = index > 0 ? blocks[index - 1].down.g : embeddingGradients
        blocks[index].backward(values, rows, scratch: scratch.start, to: input.start)
      }
    }
  }
  private func weighTokens(_ weights: [Real]) {
    precondition(weights.count == rows.response.count, "one weight for every response token")
    for (row, weight) in weights.enumerated() {
      scaleRow(head.g.start + row * shape.vocabularySize, by: weight, shape.vocabularySize)
    }
  }
}
