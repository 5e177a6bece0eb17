extension TransformerPass {
  /// The logits, before any temperature, of the distribution of every response token.
  ///
  /// Ordered like ``tokenLogProbabilities``, a row of `vocabularySize` numbers each. For comparison with other
  /// implementations: the pass itself keeps only what it needs of them, so that this multiplies by the head again.
  ///
  /// - Parameter parameters: Those of the forward pass.
  /// - Precondition: ``forward(_:_:temperature:)`` has been called.
  public func logits(_ parameters: TransformerParameters) -> [[Real]] {
    precondition(parameters.shape == shape, "the parameters have another shape than the pass")
    precondition(stage != .empty, "call forward before logits")
    let (count, width) = (rows.response.count, shape.vocabularySize)
    let logits = FloatBuffer(count * width)
    parameters.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      head.forward(values, rows: count, to: logits.start)
    }
    return (0..<count).map { row in
      Array(UnsafeBufferPointer(start: logits.start + row * width, count: width))
    }
  }
}
