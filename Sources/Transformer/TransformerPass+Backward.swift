extension TransformerPass {
  /// Computes the gradients of every sequence's log-probability in the outputs of every layer.
  ///
  /// One backward pass with unit weight on every sequence; forms no weight gradient.
  ///
  /// - Precondition: ``forward(_:_:)`` has been called, with the same `parameters`.
  public func backward(_ parameters: TransformerParameters) {
    precondition(parameters.shape == shape, "the parameters have another shape than the pass")
    precondition(stage != .empty, "call forward before backward")
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
}
