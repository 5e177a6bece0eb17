/// Divides Swift text into names and signs, without comments and the contents of strings.
package struct SwiftLexer {
  private let text: [Character]
  private var position = 0
  private var tokens: [String] = []

  /// The names and signs of a text; a string is the sign `"`.
  package static func tokens(of text: String) -> [String] {
    var lexer = SwiftLexer(text)
    lexer.read(untilParenthesis: false)
    return lexer.tokens
  }

  private init(_ text: String) {
    self.text = Array(text)
  }

  private func starts(_ sign: String) -> Bool {
    text[position...].starts(with: sign)
  }

  /// Reads to the end, or to the parenthesis that ends an interpolation.
  private mutating func read(untilParenthesis: Bool) {
    var depth = 1
    while position < text.count {
      let character = text[position]
      if starts("//") {
        while position < text.count, !text[position].isNewline { position += 1 }
      } else if starts("/*") {
        skipComment()
      } else if let hashes = openingHashes {
        skipString(hashes: hashes)
      } else if character.isLetter || character.isNumber || character == "_" {
        let begin = position
        while position < text.count,
          text[position].isLetter || text[position].isNumber || text[position] == "_"
        {
          position += 1
        }
        tokens.append(String(text[begin..<position]))
      } else {
        if untilParenthesis {
          depth += character == "(" ? 1 : character == ")" ? -1 : 0
          if depth == 0 { return }
        }
        if !character.isWhitespace, character != "`" { tokens.append(String(character)) }
        position += 1
      }
    }
  }

  /// How many number signs stand before the string that begins here; nil where none begins.
  private var openingHashes: Int? {
    let hashes = text[position...].prefix { $0 == "#" }.count
    let quote = position + hashes
    return quote < text.count && text[quote] == "\"" ? hashes : nil
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        position += 2
      } else if starts("*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < text.count
  }

  private mutating func skipString(hashes: Int) {
    position += hashes
    let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
    let end = quotes + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    position += quotes.count
    while position < text.count, !starts(end) {
      if starts(escape + "(") {
        position += escape.count + 1
        read(untilParenthesis: true)
        position += 1
      } else if starts(escape) {
        position += escape.count + 1
      } else {
        position += 1
      }
    }
    position += end.count
    tokens.append("\"")
  }
}
