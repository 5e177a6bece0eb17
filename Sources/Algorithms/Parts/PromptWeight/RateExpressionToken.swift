/// A piece of the text of a ``RateExpression``.
struct RateExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case name
    case symbol
    case end
  }

  let kind: Kind
  let text: String
  /// The position of its first character, from 1.
  let position: Int

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}
