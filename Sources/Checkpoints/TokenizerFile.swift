/// tokenizer.json as it is written.
struct TokenizerFile: Encodable {
  struct Model: Encodable {
    var type = "WordLevel"
    let vocab: [String: Int]
    var unknownToken = "[UNK]"

    enum CodingKeys: String, CodingKey {
      case type, vocab
      case unknownToken = "unk_token"
    }
  }

  struct AddedToken: Encodable {
    let id: Int
    let content: String
    var special = true
    var isOneWord = false
    var stripsLeft = false
    var stripsRight = false
    var isNormalized = false

    enum CodingKeys: String, CodingKey {
      case id, content, special
      case isOneWord = "single_word"
      case stripsLeft = "lstrip"
      case stripsRight = "rstrip"
      case isNormalized = "normalized"
    }
  }

  /// A part of which only the type matters.
  struct Part: Codable {
    let type: String
  }

  let model: Model
  let addedTokens: [AddedToken]
  let preTokenizer = Part(type: "WhitespaceSplit")
  let version = "1.0"

  init(_ tokenizer: WordTokenizer) {
    let words = tokenizer.vocabulary
    model = Model(vocab: Dictionary(uniqueKeysWithValues: zip(words, words.indices)))
    addedTokens = [AddedToken(id: tokenizer.endToken, content: words[tokenizer.endToken])]
  }

  enum CodingKeys: String, CodingKey {
    case model, version, normalizer, decoder, padding, truncation
    case addedTokens = "added_tokens"
    case preTokenizer = "pre_tokenizer"
    case postProcessor = "post_processor"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(addedTokens, forKey: .addedTokens)
    try container.encode(preTokenizer, forKey: .preTokenizer)
    try container.encode(version, forKey: .version)
    for key in [CodingKeys.normalizer, .postProcessor, .decoder, .padding, .truncation] {
      try container.encodeNil(forKey: key)
    }
  }

  /// What tells one kind of tokenizer from another.
  struct Kind: Decodable {
    let model: Part
    let preTokenizer: Part?
    let normalizer: Part?
    let postProcessor: Part?

    enum CodingKeys: String, CodingKey {
      case model, normalizer
      case preTokenizer = "pre_tokenizer"
      case postProcessor = "post_processor"
    }

    func refuseOthers(file: String) throws {
      let parts = [
        ("model", model, "WordLevel"), ("pre_tokenizer", preTokenizer, "WhitespaceSplit"),
        ("normalizer", normalizer, nil), ("post_processor", postProcessor, nil),
      ]
      for (name, part, legal) in parts where part?.type != legal {
        throw CheckpointError.invalid(
          "\(file): \(name) is \(part?.type ?? "null"); it must be \(legal ?? "null"): only tokenizers of words between"
            + " spaces are read")
      }
    }
  }

  /// What a tokenizer of words between spaces holds.
  struct Words: Decodable {
    struct Model: Decodable {
      let vocab: [String: Int]
    }

    struct AddedToken: Decodable {
      let id: Int
      let content: String
      let special: Bool
    }

    let model: Model
    let addedTokens: [AddedToken]

    enum CodingKeys: String, CodingKey {
      case model
      case addedTokens = "added_tokens"
    }
  }
}

/// tokenizer_config.json as it is written.
struct TokenizerConfiguration: Encodable {
  let endWord: String
  let contextLength: Int
  let tokenizerClass = "PreTrainedTokenizerFast"
  let cleansUpSpaces = false

  enum CodingKeys: String, CodingKey {
    case endWord = "eos_token"
    case contextLength = "model_max_length"
    case tokenizerClass = "tokenizer_class"
    case cleansUpSpaces = "clean_up_tokenization_spaces"
  }
}
