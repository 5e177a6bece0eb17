/// Sequences one behind the other, without padding.
public struct TokenBatch: Sendable {
  /// The tokens of all sequences.
  public let tokens: [Int]
  /// Sequence i is `tokens[offsets[i]..<offsets[i + 1]]`; one more entry than there are sequences.
  public let offsets: [Int]
  /// How many tokens of each sequence are its prompt.
  public let promptLengths: [Int]

  /// The sequences, packed in the given order.
  ///
  /// They are checked when a ``TransformerPass`` reads them.
  public init(_ sequences: [TokenSequence]) {
    tokens = sequences.flatMap(\.tokens)
    offsets = sequences.reduce(into: [0]) { offsets, sequence in
      offsets.append((offsets.last ?? 0) + sequence.tokens.count)
    }
    promptLengths = sequences.map(\.promptLength)
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
  }

  /// Throws unless `tokens` is not empty, fits in the context and lies in the vocabulary.
  static func check(_ tokens: ArraySlice<Int>, name: String, shape: TransformerShape) throws {
    guard (1...shape.contextLength).contains(tokens.count) else {
      throw TransformerError.invalidInput(
        "\(name) has \(tokens.count) tokens, outside 1 ... contextLength = \(shape.contextLength): "
          + (tokens.isEmpty ? "begin it with a token" : "shorten it, or raise contextLength"))
    }
    for token in tokens where !(0..<shape.vocabularySize).contains(token) {
      throw TransformerError.invalidInput(
        "\(name) has token \(token), outside 0 ..< vocabularySize = \(shape.vocabularySize): "
          + "encode it with the vocabulary of the model")
    }
  }
}
