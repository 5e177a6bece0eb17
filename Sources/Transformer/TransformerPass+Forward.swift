extension TransformerPass {
  /// Computes the log-probability of every sequence's response.
  ///
  /// - Parameters:
  ///   - parameters: Parameters of the pass's shape.
  ///   - batch: The sequences. Tokens that their masks leave out are read, and count nowhere.
  ///   - temperature: What logits are divided by, above 0: the policy is that which was sampled.
  /// - Throws: ``TransformerError/invalidInput(_:)`` if a sequence is longer than `contextLength`, has a token
  ///   outside the vocabulary or an empty prompt, or if the masks do not fit.
  public func forward(
    _ parameters: TransformerParameters, _ batch: TokenBatch, temperature: Real = 1
  ) throws {
    precondition(temperature > 0, "the policy at temperature 0 has no gradient")
    precondition(parameters.shape == shape, "the parameters have another shape than the pass")
    try batch.check(against: shape)
    stage = .forward
    prepare(batch)
    parameters.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      embed(values)
      for (index, block) in blocks.enumerated() {
        let next = index + 1 < blocks.count ? blocks[index + 1].attentionNorm : finalNorm
        block.forward(values, rows, to: next.x.start)
      }
      finalNorm.forward(values, rows: rows.response.count, to: head.x.start)
      head.forward(values, rows: rows.response.count, to: head.g.start)
    }
    score(batch, temperature)
  }

  /// Finds the rows of the batch and makes room for them.
  private func prepare(_ batch: TokenBatch) {
    rows = BatchRows()
    inputTokens.removeAll(keepingCapacity: true)
    for index in 0..<batch.count {
      let range = batch.range(index)
      let responseLength = range.count - batch.promptLengths[index]
      rows.response.append(responseLength)
      rows.input.append(responseLength == 0 ? 0 : range.count - 1)
      if responseLength > 0 {
        inputTokens.append(contentsOf: batch.tokens[range.dropLast()])
      }
    }
    for layer in linearLayers {
      layer.reserve(rows[layer.rowSet].count)
    }
    for layer in normLayers {
      layer.reserve(rows[layer.rowSet])
    }
    for block in blocks {
      block.reserve(rows)
    }
    embeddingGradients.reserve(rows.input.count * shape.width)
    scratch.reserve(rows.input.count * max(shape.width, shape.feedForwardWidth))
  }

  private func embed(_ values: UnsafePointer<Real>) {
    let (width, x) = (shape.width, blocks[0].attentionNorm.x.start)
    for (row, token) in inputTokens.enumerated() {
      (x + row * width).update(from: values + layout.embedding.lowerBound + token * width, count: width)
    }
  }

  /// Turns the logits in `head.g` into their gradients, and notes what they say about the responses.
  private func score(_ batch: TokenBatch, _ temperature: Real) {
    logProbabilities.removeAll(keepingCapacity: true)
    entropies.removeAll(keepingCapacity: true)
    tokenLogProbabilities.removeAll(keepingCapacity: true)
    squaredTokenLogitScoreNorms.removeAll(keepingCapacity: true)
    for index in 0..<batch.count {
      let responseRows = rows.response[index]
      var (logProbability, entropy, count) = (0.0, 0.0, 0)
      for (row, token) in zip(responseRows, batch.tokens[batch.range(index)].suffix(responseRows.count)) {
        let logits = head.g.start + row * shape.vocabularySize
        let choice = Softmax.choose(token, logits, shape.vocabularySize, scale: 1 / temperature)
        guard batch.mask?[row] ?? true else {
          logits.update(repeating: 0, count: shape.vocabularySize)
          tokenLogProbabilities.append(0)
          squaredTokenLogitScoreNorms.append(0)
          continue
        }
        count += 1
        logProbability += Double(choice.logProbability)
        entropy += Double(choice.entropy)
        tokenLogProbabilities.append(choice.logProbability)
        squaredTokenLogitScoreNorms.append(choice.squaredScoreNorm)
      }
      logProbabilities.append(logProbability)
      entropies.append(entropy / Double(max(1, count)))
    }
  }
}
