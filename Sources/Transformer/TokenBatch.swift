/// Sequences one behind the other, without padding.
public struct TokenBatch: Sendable {
  /// The tokens of all sequences.
  public let tokens: [Int]
  /// Sequence i is `tokens[offsets[i]..<offsets[i + 1]]`; one more entry than there are sequences.
  public let offsets: [Int]
  /// How many tokens of each sequence are its prompt.
  public let promptLengths: [Int]
  /// Which response tokens the policy chose, those of all sequences one behind the other; nil where it chose all.
  public let mask: [Bool]?

  /// The sequences, packed in the given order.
  ///
  /// They are checked when a ``TransformerPass`` reads them.
  public init(_ sequences: [TokenSequence]) {
    tokens = sequences.flatMap(\.tokens)
    offsets = sequences.reduce(into: [0]) { offsets, sequence in
      offsets.append((offsets.last ?? 0) + sequence.tokens.count)
    }
    promptLengths = sequences.map(\.promptLength)
    mask =
      sequences.allSatisfy { $0.mask == nil }
      ? nil : sequences.flatMap { $0.mask ?? Array(repeating: true, count: $0.response.count) }
  }

  /// The number of sequences.
  public var count: Int { promptLengths.count }

  /// Where sequence `index` lies in `tokens`.
  func range(_ index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

  /// Throws unless a transformer of this shape can read every sequence.
  func check(against shape: TransformerShape) throws {
    for index in 0..<count {
      let range = range(index)
      try TokenBatch.check(tokens[range], name: "sequence \(index)", shape: shape)
      guard (1...range.count).contains(promptLengths[index]) else {
        throw TransformerError.invalidInput(
          "sequence \(index) has promptLength \(promptLengths[index]), outside 1 ... \(range.count): "
            + "begin every prompt with at least one token")
      }
    }
    let responseCount = tokens.count - promptLengths.reduce(0, +)
    guard mask == nil || mask?.count == responseCount else {
      throw TransformerError.invalidInput(
        "the masks have \(mask?.count ?? 0) values for \(responseCount) response tokens: give one for each")
    }
  }

  /// Throws unless `tokens` is not empty, fits in the context and lies in the vocabulary.
  static func check(_ tokens: ArraySlice<Int>, name: String, shape: TransformerShape) throws {
    guard (1...shape.contextLength).contains(tokens.count) else {
      throw TransformerError.invalidInput(
        "\(name) has \(tokens.count) tokens, outside 1 ... contextLength = \(shape.contextLength): "
          + (tokens.isEmpty ? "begin it with a token" : "shorten it, or raise contextLength"))
    }
    try checkTokens(tokens, name: name, shape: shape)
  }

  /// Throws unless `tokens` lie in the vocabulary.
  static func checkTokens(_ tokens: ArraySlice<Int>, name: String, shape: TransformerShape) throws {
    for token in tokens where !(0..<shape.vocabularySize).contains(token) {
      throw TransformerError.invalidInput(
        "\(name) has token \(token), outside 0 ..< vocabularySize = \(shape.vocabularySize): "
          + "encode it with the vocabulary of the model")
    }
  }
}
