import Foundation

/// A vocabulary whose words stand between spaces: text is split at white space, and every word is a token.
///
/// In files, tokenizer.json of the tokenizers library with a model `WordLevel` behind a pre-tokenizer
/// `WhitespaceSplit`, which the class `PreTrainedTokenizerFast` of transformers opens. The end of a response is the one
/// special token. A word outside the vocabulary has no token: encoding it is an error there.
public struct WordTokenizer: Sendable, Equatable {
  /// The words, in the order of their tokens.
  public let vocabulary: [String]
  /// The token that ends a response.
  public let endToken: Int

  /// The tokenizer of a vocabulary.
  ///
  /// - Throws: ``CheckpointError/invalid(_:)`` where a word is empty, has white space in it or occurs twice, or the end
  ///   token lies outside the vocabulary.
  public init(vocabulary: [String], endToken: Int) throws {
    var seen = Set<String>()
    for (token, word) in vocabulary.enumerated() {
      guard !word.isEmpty, !word.contains(where: \.isWhitespace), seen.insert(word).inserted else {
        throw CheckpointError.invalid(
          "token \(token) is the word '\(word)'; words must be different, not empty and without white space")
      }
    }
    guard vocabulary.indices.contains(endToken) else {
      throw CheckpointError.invalid("the end token is \(endToken); it must be in 0 ..< \(vocabulary.count)")
    }
    self.vocabulary = vocabulary
    self.endToken = endToken
  }

  /// Reads the text of a tokenizer.json.
  ///
  /// - Parameter file: What error messages call it.
  /// - Throws: ``CheckpointError/invalid(_:)`` where it describes a tokenizer of another kind. A model beside it can
  ///   still be used by token numbers.
  public init(json: Data, file: String = "tokenizer.json") throws {
    do {
      let kind = try JSONDecoder().decode(TokenizerFile.Kind.self, from: json)
      try kind.refuseOthers(file: file)
      let words = try JSONDecoder().decode(TokenizerFile.Words.self, from: json)
      let vocabulary = words.model.vocab.sorted { $0.value < $1.value }
      guard vocabulary.map(\.value) == Array(0..<vocabulary.count) else {
        throw CheckpointError.invalid(
          "\(file): model.vocab has \(vocabulary.count) words; their tokens must be 0 ..< \(vocabulary.count), each once"
        )
      }
      let special = words.addedTokens.filter(\.special)
      guard let end = special.first, special.count == 1, words.model.vocab[end.content] == end.id else {
        throw CheckpointError.invalid(
          "\(file): added_tokens has \(special.count) special tokens; it must be one, the word of model.vocab that ends"
            + " a response")
      }
      try self.init(vocabulary: vocabulary.map(\.key), endToken: end.id)
    } catch let error as DecodingError {
      throw CheckpointError.invalid("\(file): \(jsonProblem(error))")
    }
  }

  /// The text of a tokenizer.json; equal tokenizers give equal bytes.
  public func json() throws -> Data {
    try prettyJSON(TokenizerFile(self))
  }

  /// The text of the tokenizer_config.json beside it.
  ///
  /// - Parameter contextLength: The most tokens of the model.
  public func configurationJSON(contextLength: Int) throws -> Data {
    try prettyJSON(TokenizerConfiguration(endWord: vocabulary[endToken], contextLength: contextLength))
  }
}
