/// Why a text is not a ``RateExpression``; positions count characters from 1.
public enum RateExpressionError: Error, Equatable, CustomStringConvertible {
  /// A character that is in no expression.
  case illegalCharacter(text: String, character: String, position: Int)
  /// A name that is neither a variable nor a function.
  case unknownName(text: String, name: String, position: Int)
  /// A number beyond the largest `Double`.
  case numberTooLarge(text: String, number: String, position: Int)
  /// Something legal elsewhere; `expected` says what must stand here.
  case unexpected(text: String, found: String, position: Int, expected: String)
  /// The text ends too early.
  case unexpectedEnd(text: String, expected: String)
  /// More than ``RateExpression/maximumLength`` characters.
  case tooLong(count: Int)

  /// One line naming the character or name, its position and what is legal.
  public var description: String {
    switch self {
    case .illegalCharacter(let text, let character, let position):
      "\(quoted(text)) has \(quoted(character)) at character \(position), which no expression contains; legal are"
        + " numbers, names, parentheses, commas and + - * / ^"
    case .unknownName(let text, let name, let position):
      "\(quoted(text)) has an unknown name \(quoted(name)) at character \(position); known are rho, n, k, "
        + RateExpressionFunction.allCases.map(\.rawValue).joined(separator: ", ")
    case .numberTooLarge(let text, let number, let position):
      "\(quoted(text)) has the number \(quoted(number)) at character \(position); numbers go up to 1.79e308"
    case .unexpected(let text, let found, let position, let expected):
      "\(quoted(text)) has \(quoted(found)) at character \(position) where \(expected) must stand"
    case .unexpectedEnd(let text, let expected):
      "\(quoted(text)) ends where \(expected) must stand"
    case .tooLong(let count):
      "the expression has \(count) characters; it may have \(RateExpression.maximumLength)"
    }
  }

  /// The first 80 characters in quotation marks, on one line.
  private func quoted(_ text: String) -> String {
    let limit = 80
    let start = String(text.unicodeScalars.prefix(limit))
    let line = String(start.debugDescription.map { $0.isNewline ? " " : $0 })
    return text.unicodeScalars.count > limit ? line + "…" : line
  }
}
