/// Divides the text of a ``RateExpression`` into tokens.
struct RateExpressionLexer {
  private let text: String
  private let characters: [Character]
  private var index = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func next() throws -> RateExpressionToken {
    skip(while: \.isWhitespace)
    let start = index
    guard index < characters.count else {
      return RateExpressionToken(kind: .end, text: "", position: start + 1)
    }
    let character = characters[index]
    if isDigit(at: index) || character == "." && isDigit(at: index + 1) { return try number() }
    if character.isLetter || character == "_" {
      skip { $0.isLetter || $0 == "_" || Self.isDigit($0) }
      return RateExpressionToken(kind: .name, text: String(characters[start..<index]), position: start + 1)
    }
    guard "+-*/^(),.".contains(character) else {
      throw RateExpressionError.illegalCharacter(
        text: text, character: String(character), position: start + 1)
    }
    index += 1
    return RateExpressionToken(kind: .symbol, text: String(character), position: start + 1)
  }

  private mutating func number() throws -> RateExpressionToken {
    let start = index
    skip(while: Self.isDigit)
    if index < characters.count && characters[index] == "." {
      index += 1
      skip(while: Self.isDigit)
    }
    if index < characters.count && "eE".contains(characters[index]) {
      let isSigned = index + 1 < characters.count && "+-".contains(characters[index + 1])
      let digits = index + (isSigned ? 2 : 1)
      if isDigit(at: digits) {
        index = digits
        skip(while: Self.isDigit)
      }
    }
    let number = String(characters[start..<index])
    guard let value = Double(number), value.isFinite else {
      throw RateExpressionError.numberTooLarge(text: text, number: number, position: start + 1)
    }
    return RateExpressionToken(kind: .number(value), text: number, position: start + 1)
  }

  private mutating func skip(while condition: (Character) -> Bool) {
    while index < characters.count && condition(characters[index]) { index += 1 }
  }

  private func isDigit(at index: Int) -> Bool {
    index < characters.count && Self.isDigit(characters[index])
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
