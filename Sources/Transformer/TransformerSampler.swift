import RandomStreams

/// Draws responses from a transformer, many at a time, with a cache of keys and values.
///
/// Every step feeds one token of each unfinished sequence, first those of its prompt, so that a step's products
/// are as large as the number of unfinished sequences; finished ones leave the batch. Keeps its memory between
/// calls and belongs to one task at a time.
public final class TransformerSampler {
  /// The sizes of the transformer.
  public let shape: TransformerShape

  private let layout: ParameterLayout
  private let rotary: RotaryPositions
  /// For each layer, the keys and the values, [rollouts × heads × positions × headWidth].
  private let caches: [(keys: FloatBuffer, values: FloatBuffer)]
  private let stream = FloatBuffer()
  private let normalized = FloatBuffer()
  private let queryKeyValue = FloatBuffer()
  private let attended = FloatBuffer()
  private let gateUp = FloatBuffer()
  private let hidden = FloatBuffer()
  private let logits = FloatBuffer()
  private let weights: FloatBuffer

  /// A sampler for transformers of this shape.
  public init(shape: TransformerShape) {
    _ = MatrixProducts.useOneThread
    self.shape = shape
    layout = ParameterLayout(shape)
    rotary = RotaryPositions(shape)
    caches = (0..<shape.layerCount).map { _ in (FloatBuffer(), FloatBuffer()) }
    weights = FloatBuffer(RowProducts.padded(shape.contextLength))
  }

  /// Draws one response to every prompt.
  ///
  /// Token by token by the rule. A response ends with `endToken`, which it includes, or without it at
  /// `maximumResponseLength` tokens or where prompt and response fill the context. Which tokens a rollout gets depends on
  /// its prompt and stream, not on the other rollouts (up to rounding, about 10⁻⁷ of a probability a token).
  ///
  /// - Parameters:
  ///   - parameters: Parameters of the sampler's shape.
  ///   - prompts: The prompt of every rollout.
  ///   - streams: The random numbers of every rollout: one uniform number a token, none at temperature 0.
  ///   - endToken: The token that ends a response.
  ///   - maximumResponseLength: The most tokens of a response, the environment's among them; may be zero.
  ///   - rule: How a token is drawn.
  ///   - reply: What an environment writes behind a token that the policy has just chosen and that is not the end,
  ///     given the number of the rollout and its response so far; empty for nothing. The reply is cut off where the
  ///     response reaches its greatest length. nil for tasks without an environment.
  /// - Returns: Prompt and response of every rollout, in the order of `prompts`.
  /// - Throws: ``TransformerError/invalidInput(_:)`` if a prompt is empty, longer than `contextLength` or outside
  ///   the vocabulary, or if another argument is outside its range.
  public func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream], endToken: Int,
    maximumResponseLength: Int, rule: SamplingRule = SamplingRule(),
    reply: ((_ rollout: Int, _ response: ArraySlice<Int>) throws -> [Int])? = nil
  ) throws -> SampledResponses {
    precondition(parameters.shape == shape, "the parameters have another shape than the sampler")
    try check(prompts, streams, endToken, maximumResponseLength, rule)
    var (sequences, streams) = (prompts, streams)
    var choices = prompts.map { _ in [Softmax.Choice?]() }
    let limits = prompts.map { min(shape.contextLength, $0.count + maximumResponseLength) }
    let capacity = limits.max() ?? 0
    reserve(rollouts: prompts.count, capacity: capacity)
    var finished = Array(repeating: false, count: prompts.count)
    var active = prompts.indices.filter { prompts[$0].count < limits[$0] }
    var drawing: [Int] = []
    var position = 0
    try parameters.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      while !active.isEmpty {
        drawing.removeAll(keepingCapacity: true)
        for (row, rollout) in active.enumerated() {
          let token = values + layout.embedding.lowerBound + sequences[rollout][position] * shape.width
          (stream.start + row * shape.width).update(from: token, count: shape.width)
          if position + 1 == sequences[rollout].count {
            drawing.append(row)
          }
        }
        run(values, active, position: position, capacity: capacity, drawing: drawing)
        for (index, row) in drawing.enumerated() {
          let rollout = active[row]
          let (token, choice) = draw(
            logits.start + index * shape.vocabularySize, rule, from: &streams[rollout])
          sequences[rollout].append(token)
          choices[rollout].append(choice)
          finished[rollout] = token == endToken || sequences[rollout].count == limits[rollout]
          guard let reply, !finished[rollout] else { continue }
          let written = try reply(rollout, sequences[rollout].dropFirst(prompts[rollout].count))
            .prefix(limits[rollout] - sequences[rollout].count)
          try TokenBatch.checkTokens(written, name: "the reply to rollout \(rollout)", shape: shape)
          sequences[rollout].append(contentsOf: written)
          choices[rollout].append(contentsOf: repeatElement(nil, count: written.count))
          finished[rollout] = sequences[rollout].count == limits[rollout]
        }
        position += 1
        active.removeAll { finished[$0] }
      }
    }
    return SampledResponses(
      sequences: zip(sequences, prompts).map { TokenSequence(tokens: $0, promptLength: $1.count) },
      choices: choices)
  }

  private func check(
    _ prompts: [[Int]], _ streams: [RandomStream], _ endToken: Int, _ maximumResponseLength: Int,
    _ rule: SamplingRule
  ) throws {
    for (index, prompt) in prompts.enumerated() {
      try TokenBatch.check(prompt[...], name: "prompt \(index)", shape: shape)
    }
    guard streams.count == prompts.count else {
      throw TransformerError.invalidInput(
        "\(streams.count) random streams for \(prompts.count) prompts: give every rollout its own")
    }
    guard (0..<shape.vocabularySize).contains(endToken) else {
      throw TransformerError.invalidInput(
        "endToken is \(endToken), outside 0 ..< vocabularySize = \(shape.vocabularySize): "
          + "take a token of the vocabulary")
    }
    guard maximumResponseLength >= 0 else {
      throw TransformerError.invalidInput(
        "maximumResponseLength is \(maximumResponseLength), below 0: take 0 or more")
    }
    guard rule.temperature >= 0, rule.temperature.isFinite else {
      throw TransformerError.invalidInput(
        "temperature is \(rule.temperature), not a finite number of at least 0: take 1 to sample the policy")
    }
    guard (0...1).contains(rule.topP) else {
      throw TransformerError.invalidInput("topP is \(rule.topP), outside 0 ... 1: take 1 to keep all tokens")
    }
  }

  private func reserve(rollouts: Int, capacity: Int) {
    for cache in caches {
      cache.keys.reserve(rollouts * capacity * shape.width)
      cache.values.reserve(rollouts * capacity * shape.width)
    }
    for buffer in [stream, normalized, attended] {
      buffer.reserve(rollouts * shape.width)
    }
    queryKeyValue.reserve(rollouts * 3 * shape.width)
    gateUp.reserve(rollouts * 2 * shape.feedForwardWidth)
    hidden.reserve(rollouts * shape.feedForwardWidth)
    logits.reserve(rollouts * shape.vocabularySize)
  }

  /// One step: from the embedded tokens in `stream`, one row for each active rollout, to the logits of the rows
  /// `drawing`.
  private func run(
    _ values: UnsafePointer<Float>, _ active: [Int], position: Int, capacity: Int, drawing: [Int]
  ) {
    let (d, f, rows) = (shape.width, shape.feedForwardWidth, active.count)
    for (index, layer) in layout.layers.enumerated() {
      normalize(values + layer.attentionNorm.lowerBound, rows)
      MatrixProducts.forward(
        normalized.start, values + layer.queryKeyValue.lowerBound, to: queryKeyValue.start, rows: rows,
        inputs: d, outputs: 3 * d, adding: false)
      for (row, rollout) in active.enumerated() {
        attend(row, slot: rollout * capacity * d, caches[index], position: position, capacity: capacity)
      }
      if drawing.isEmpty && index == shape.layerCount - 1 {
        return  // Where no row draws, the last layer is needed for its keys and values only.
      }
      MatrixProducts.forward(
        attended.start, values + layer.attentionOutput.lowerBound, to: stream.start, rows: rows, inputs: d,
        outputs: d, adding: true)
      normalize(values + layer.feedForwardNorm.lowerBound, rows)
      MatrixProducts.forward(
        normalized.start, values + layer.gateUp.lowerBound, to: gateUp.start, rows: rows, inputs: d,
        outputs: 2 * f, adding: false)
      SwiGLU.forward(gateUp.start, rows: rows, width: f, to: hidden.start)
      MatrixProducts.forward(
        hidden.start, values + layer.down.lowerBound, to: stream.start, rows: rows, inputs: f, outputs: d,
        adding: true)
    }
    for (index, row) in drawing.enumerated() {
      NormLayer.normalize(
        stream.start + row * d, values + layout.finalNorm.lowerBound, d, epsilon: shape.rmsNormEpsilon,
        to: normalized.start + index * d)
    }
    MatrixProducts.forward(
      normalized.start, values + layout.head.lowerBound, to: logits.start, rows: drawing.count, inputs: d,
      outputs: shape.vocabularySize, adding: false)
  }

  private func normalize(_ weights: UnsafePointer<Float>, _ rows: Int) {
    let d = shape.width
    for row in 0..<rows {
      NormLayer.normalize(
        stream.start + row * d, weights, d, epsilon: shape.rmsNormEpsilon, to: normalized.start + row * d)
    }
  }

  /// Caches the row's key and value, and attends to all positions so far.
  private func attend(
    _ row: Int, slot: Int, _ cache: (keys: FloatBuffer, values: FloatBuffer), position: Int, capacity: Int
  ) {
    rotary.turn(
      queryKeyValue.start + row * 3 * shape.width, heads: 2 * shape.headCount, position: position)
    let (keys, values) = (cache.keys.start + slot, cache.values.start + slot)
    switch shape.headWidth {
    case 16: attend(row, keys, values, position: position, capacity: capacity, headWidth: 16)
    case 32: attend(row, keys, values, position: position, capacity: capacity, headWidth: 32)
    default: attend(row, keys, values, position: position, capacity: capacity, headWidth: shape.headWidth)
    }
  }

  /// Inlined once for each usual head width, like the attention of a pass.
  @inline(__always)
  private func attend(
    _ row: Int, _ keys: UnsafeMutablePointer<Float>, _ values: UnsafeMutablePointer<Float>, position: Int,
    capacity: Int, headWidth: Int
  ) {
    let (d, scale) = (shape.width, 1 / Float(headWidth).squareRoot())
    let (weights, attended) = (weights.start, attended.start + row * d)
    for head in 0..<shape.headCount {
      let query = queryKeyValue.start + row * 3 * d + head * headWidth
      let (keys, values) = (keys + head * capacity * headWidth, values + head * capacity * headWidth)
      (keys + position * headWidth).update(from: query + d, count: headWidth)
      (values + position * headWidth).update(from: query + 2 * d, count: headWidth)
      RowProducts.attend(
        query, keys: keys, values: values, stride: headWidth, count: position + 1, width: headWidth,
        scale: scale, weights: weights, to: attended + head * headWidth)
    }
  }

  /// A token from its row of logits, and what the distribution says of it.
  private func draw(
    _ row: UnsafeMutablePointer<Float>, _ rule: SamplingRule, from stream: inout RandomStream
  ) -> (token: Int, choice: Softmax.Choice) {
    let count = shape.vocabularySize
    if rule.temperature == 0 {
      let token = (1..<count).reduce(0) { row[$1] > row[$0] ? $1 : $0 }
      return (token, Softmax.choose(token, row, count, scale: 1))
    }
    let statistics = Softmax.exponentiate(row, count, scale: Float(min(1 / rule.temperature, 1e30)))
    let least = rule.topP < 1 ? Nucleus.leastValue(row, count, topP: rule.topP) : 0
    var total = 0.0
    for token in 0..<count where row[token] >= least { total += Double(row[token]) }
    var remaining = stream.uniform() * total
    var chosen = 0
    for token in 0..<count where row[token] >= least {
      chosen = token
      remaining -= Double(row[token])
      if remaining < 0 { break }
    }
    return (chosen, statistics.choice(of: row[chosen]))
  }
}
