extension KeyedDecodingContainer {
  /// The value of a key, or a default where the key is missing.
  func value<Value: Decodable>(_ key: Key, default value: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? value
  }

  /// A word of a list, or a default where the key is missing.
  ///
  /// - Throws: the decoder's error; ``TrainingError/illegal(setting:value:legal:)``, which names the list, for another word.
  func word<Word: RawRepresentable & CaseIterable>(
    _ key: Key, default value: Word, setting: String
  ) throws -> Word where Word.RawValue == String {
    guard let text = try decodeIfPresent(String.self, forKey: key) else { return value }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map { $0.rawValue }.joined(separator: ", ")
      throw TrainingError.illegal(setting: setting, value: text, legal: "one of \(words)")
    }
    return word
  }
}
