import Checkpoints
import Foundation
import Testing

@Suite("Vocabularies in files")
struct WordTokenizerTests {
  @Test("What is written is read again")
  func roundTrip() throws {
    let tokenizer = try TinyModel.tokenizer()
    let again = try WordTokenizer(json: tokenizer.json())
    #expect(again == tokenizer)
  }

  @Test(
    "Words that white space would split, or that are no different tokens, are refused",
    arguments: [
      (["a", ""], "token 1 is the word ''"), (["a b"], "token 0 is the word 'a b'"),
      (["a", "a"], "token 1 is the word 'a'"),
    ])
  func words(vocabulary: [String], start: String) {
    #expect(
      TinyModel.refusal { try WordTokenizer(vocabulary: vocabulary, endToken: 0) }
        == start + "; words must be different, not empty and without white space")
  }

  @Test func anEndTokenOutsideTheVocabularyIsRefused() {
    #expect(
      TinyModel.refusal { try WordTokenizer(vocabulary: ["a"], endToken: 1) }
        == "the end token is 1; it must be in 0 ..< 1")
  }

  @Test(
    "Tokenizers of other kinds are refused on one line",
    arguments: [
      (
        "WordLevel", "BPE",
        "model is BPE; it must be WordLevel: only tokenizers of words between spaces are read"
      ),
      (
        "WhitespaceSplit", "ByteLevel",
        "pre_tokenizer is ByteLevel; it must be WhitespaceSplit: only tokenizers of words between spaces are read"
      ),
      (
        "\"normalizer\" : null", "\"normalizer\":{\"type\":\"NFC\"}",
        "normalizer is NFC; it must be null: only tokenizers of words between spaces are read"
      ),
      (
        "\"=\" : 3", "\"=\":4", "model.vocab has 7 words; their tokens must be 0 ..< 7, each once"
      ),
      (
        "\"special\" : true", "\"special\":false",
        "added_tokens has 0 special tokens; it must be one, the word of model.vocab that ends a response"
      ),
      ("\"=\" : 3", "\"=\":\"3\"", "model.vocab.= must be a whole number"),
    ])
  func others(text: String, replacement: String, line: String) throws {
    let json = String(decoding: try TinyModel.tokenizer().json(), as: UTF8.self)
    let changed = json.replacingOccurrences(of: text, with: replacement)
    try #require(changed != json)
    #expect(TinyModel.refusal { try WordTokenizer(json: Data(changed.utf8)) } == "tokenizer.json: \(line)")
  }
}
