import RandomStreams

/// Draws responses from a transformer, many at a time, with a cache of keys and values.
///
/// Every step reads one token of each unfinished sequence, first those of its prompt, so that a step's products
/// are as large as the number of unfinished sequences; finished ones leave the batch, and equal prompts that follow each
/// other, such as those of a group, are read once. Keeps its memory between calls and belongs to one task at a time.
public final class TransformerSampler {
  /// The sizes of the transformer.
  public let shape: TransformerShape
  private let network: CachedTransformer

  /// A sampler for transformers of this shape.
  public init(shape: TransformerShape) {
    self.shape = shape
    network = CachedTransformer(shape)
  }

  /// Draws one response to every prompt.
  ///
  /// Token by token by the rule. A response ends with `endToken`, which it includes, or without it at its greatest
  /// length or where prompt and response fill the context. Which tokens a rollout gets depends on its prompt and
  /// stream, not on the other rollouts (up to rounding, about 10⁻⁷ of a probability a token).
  ///
  /// - Parameters:
  ///   - parameters: Parameters of the sampler's shape.
  ///   - prompts: The prompt of every rollout.
  ///   - streams: The random numbers of every rollout: one uniform number a token, none at temperature 0.
  ///   - endToken: The token that ends a response; nil where only length ends it.
  ///   - maximumResponseLengths: The most tokens of every response, the environment's among them; may be zero.
  ///   - rule: How a token is drawn.
  ///   - reply: What an environment writes behind a token that the policy has just chosen and that is not the end,
  ///     given the number of the rollout and its response so far; empty for nothing. The reply is cut off where the
  ///     response reaches its greatest length. nil for tasks without an environment.
  /// - Returns: Prompt and response of every rollout, in the order of `prompts`.
  /// - Throws: ``TransformerError/invalidInput(_:)`` if a prompt is empty, longer than `contextLength` or outside
  ///   the vocabulary, or if another argument is outside its range; what `reply` throws.
  public func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream], endToken: Int?,
    maximumResponseLengths: [Int], rule: SamplingRule = SamplingRule(),
    reply: ((_ rollout: Int, _ response: ArraySlice<Int>) throws -> [Int])? = nil
  ) throws -> SampledResponses {
    precondition(parameters.shape == shape, "the parameters have another shape than the sampler")
    try check(prompts, streams, endToken, maximumResponseLengths, rule)
    var draft = DraftedResponses(
      prompts: prompts, lengths: maximumResponseLengths, contextLength: shape.contextLength)
    guard draft.capacity > 0 else { return draft.responses }
    var streams = streams
    try parameters.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      network.prepare(values, sequences: prompts.count, length: draft.capacity)
      var position = 0
      while draft.beginStep(at: position) {
        let logits = network.read(
          values, tokens: draft.reading.map { draft.token(of: $0, at: position) }, slots: draft.reading,
          position: position, drawing: draft.drawing)
        for (index, row) in draft.drawing.enumerated() {
          let distribution = TokenDistribution(
            logits + index * shape.vocabularySize, count: shape.vocabularySize, rule: rule)
          let reader = draft.reading[row]
          for rollout in draft.followers(of: reader, at: position) {
            if rollout != reader { network.copy(position + 1, from: reader, to: rollout) }
            let token = distribution.draw(from: &streams[rollout])
            draft.append(token, distribution.choice(of: token), to: rollout, isEnd: token == endToken)
            guard let reply, !draft.isFinished(rollout) else { continue }
            let written = try reply(rollout, draft.response(of: rollout))
            try TokenBatch.checkTokens(written[...], name: "the reply to rollout \(rollout)", shape: shape)
            draft.append(reply: written, to: rollout)
          }
        }
        position += 1
      }
    }
    return draft.responses
  }

  /// Draws one response to every prompt, all with the same greatest length.
  ///
  /// - Throws: as ``sample(_:prompts:streams:endToken:maximumResponseLengths:rule:reply:)``.
  public func sample(
    _ parameters: TransformerParameters, prompts: [[Int]], streams: [RandomStream], endToken: Int?,
    maximumResponseLength: Int, rule: SamplingRule = SamplingRule(),
    reply: ((_ rollout: Int, _ response: ArraySlice<Int>) throws -> [Int])? = nil
  ) throws -> SampledResponses {
    try sample(
      parameters, prompts: prompts, streams: streams, endToken: endToken,
      maximumResponseLengths: Array(repeating: maximumResponseLength, count: prompts.count), rule: rule,
      reply: reply)
  }

  private func check(
    _ prompts: [[Int]], _ streams: [RandomStream], _ endToken: Int?, _ lengths: [Int], _ rule: SamplingRule
  ) throws {
    for (index, prompt) in prompts.enumerated() {
      try TokenBatch.check(prompt[...], name: "prompt \(index)", shape: shape)
    }
    guard streams.count == prompts.count else {
      throw TransformerError.invalidInput(
        "\(streams.count) random streams for \(prompts.count) prompts: give every rollout its own")
    }
    guard lengths.count == prompts.count else {
      throw TransformerError.invalidInput(
        "\(lengths.count) greatest lengths for \(prompts.count) prompts: give every rollout its own")
    }
    if let endToken, !(0..<shape.vocabularySize).contains(endToken) {
      throw TransformerError.invalidInput(
        "endToken is \(endToken), outside 0 ..< vocabularySize = \(shape.vocabularySize): "
          + "take a token of the vocabulary")
    }
    if let length = lengths.first(where: { $0 < 0 }) {
      throw TransformerError.invalidInput("maximumResponseLength is \(length), below 0: take 0 or more")
    }
    guard rule.temperature >= 0, rule.temperature.isFinite else {
      throw TransformerError.invalidInput(
        "temperature is \(rule.temperature), not a finite number of at least 0: take 1 to sample the policy")
    }
    guard (0...1).contains(rule.topP) else {
      throw TransformerError.invalidInput("topP is \(rule.topP), outside 0 ... 1: take 1 to keep all tokens")
    }
  }
}
