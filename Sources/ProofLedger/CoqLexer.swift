/// Divides the text of a Coq file into sentences.
///
/// Comments nest, and a string inside a comment hides what would end it, as in Coq itself. A sentence ends with a full
/// stop before white space; two dots alone, as in recursive notations, do not end one. Characters are single code points, as
/// in Coq: a mark that combines with a quotation mark does not hide it.
package struct CoqLexer {
  private let text: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var sentences: [CoqSentence] = []
  private var comment = ""
  private var start: (position: Int, line: Int)?
  private var tokens: [String] = []
  private var header: String?

  /// The sentences of a text.
  ///
  /// Text after the last full stop is a sentence of its own, so that nothing escapes the audit.
  package static func sentences(of text: String) -> [CoqSentence] {
    read(text).sentences
  }

  /// The sentences of a text and its first comment `(** ... *)`, which is empty where there is none.
  package static func read(_ text: String) -> (sentences: [CoqSentence], header: String) {
    var lexer = CoqLexer(text)
    lexer.run()
    return (lexer.sentences, lexer.header ?? "")
  }

  private init(_ text: String) {
    self.text = Array(text.unicodeScalars)
  }

  private mutating func run() {
    while position < text.count {
      let character = text[position]
      if startsComment {
        let body = skipComment()
        if start == nil { comment = body }
      } else if character.properties.isWhitespace {
        advance()
      } else {
        if start == nil { start = (position, line) }
        if character == "\"" {
          skipString()
        } else if isWordPart(character) {
          readWord()
        } else {
          tokens.append(String(character))
          let ends = character == "." && endsSentence
          advance()
          if ends { finish() }
        }
      }
    }
    finish()
  }

  private var startsComment: Bool {
    text[position] == "(" && position + 1 < text.count && text[position + 1] == "*"
  }

  /// Whether the full stop here ends a sentence.
  private var endsSentence: Bool {
    guard position + 1 == text.count || text[position + 1].properties.isWhitespace else { return false }
    let dots = text[..<position].reversed().prefix { $0 == "." }.count + 1
    return dots != 2
  }

  private func string(_ range: Range<Int>) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: text[range])
    return string
  }

  private func isWordPart(_ character: Unicode.Scalar) -> Bool {
    character.properties.isAlphabetic || Character(character).isNumber || character == "_" || character == "'"
  }

  private mutating func advance() {
    if text[position] == "\n" { line += 1 }
    position += 1
  }

  private mutating func readWord() {
    let begin = position
    while position < text.count, isWordPart(text[position]) { position += 1 }
    tokens.append(string(begin..<position))
  }

  private mutating func skipString() {
    advance()
    while position < text.count, text[position] != "\"" { advance() }
    if position < text.count { advance() }
  }

  /// Skips a comment; its text without the marks around it, if it is made for readers, `(** ... *)`, and is no heading.
  private mutating func skipComment() -> String {
    let begin = position
    var depth = 0
    repeat {
      if startsComment {
        depth += 1
        advance()
        advance()
      } else if text[position] == "*", position + 1 < text.count, text[position + 1] == ")" {
        depth -= 1
        advance()
        advance()
      } else if text[position] == "\"" {
        skipString()
      } else {
        advance()
      }
    } while depth > 0 && position < text.count
    let body = string(begin..<position).dropFirst(2).dropLast(2)
    guard body.first == "*" else { return "" }
    let words = body.drop { $0 == "*" }.split(whereSeparator: \.isWhitespace).map { String($0) }
    let comment = words.joined(separator: " ")
    if header == nil { header = comment }
    return words.first?.first == "*" ? "" : comment
  }

  private mutating func finish() {
    guard let start else { return }
    let sentence = string(start.position..<position)
    sentences.append(
      CoqSentence(
        text: String(sentence.reversed().drop(while: \.isWhitespace).reversed()), tokens: tokens,
        comment: comment, line: start.line))
    self.start = nil
    tokens = []
    comment = ""
  }
}
