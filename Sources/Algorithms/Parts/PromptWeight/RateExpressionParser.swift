/// Turns the text of a ``RateExpression`` into instructions.
///
/// Operators and brackets wait on a list of their own until what they apply to is complete (Dijkstra's shunting
/// yard), so that nesting of any depth takes memory but no recursion.
struct RateExpressionParser {
  private enum Waiting {
    case application(RateExpressionOperator)
    /// An opened bracket, that of a call where there is a function, and the commas that it still needs.
    case bracket(RateExpressionFunction?, commas: Int)
  }

  private let text: String
  private var lexer: RateExpressionLexer
  private var token: RateExpressionToken
  private var waiting: [Waiting] = []
  private var program: [RateExpressionInstruction] = []

  static func program(of text: String) throws -> [RateExpressionInstruction] {
    let length = text.unicodeScalars.count
    guard length <= RateExpression.maximumLength else { throw RateExpressionError.tooLong(count: length) }
    var parser = try RateExpressionParser(text)
    repeat { try parser.parseOperand() } while try parser.parseOperator()
    return parser.program
  }

  private init(_ text: String) throws {
    self.text = text
    lexer = RateExpressionLexer(text)
    token = try lexer.next()
  }

  /// Reads minus signs and opening brackets up to a number or a variable.
  private mutating func parseOperand() throws {
    while true {
      switch token.kind {
      case .number(let value):
        program.append(.number(value))
        return try advance()
      case .name:
        if let variable = variable(token.text) {
          program.append(variable)
          return try advance()
        }
        try parseFunction()
      case .symbol where token.text == "-":
        waiting.append(.application(.negate))
        try advance()
      case .symbol where token.text == "(":
        waiting.append(.bracket(nil, commas: 0))
        try advance()
      default:
        throw unexpected("a number, a name, - or (")
      }
    }
  }

  /// Reads closing brackets up to an operator or a comma, and returns whether an operand must follow.
  private mutating func parseOperator() throws -> Bool {
    while true {
      if token.kind == .symbol, let binary = RateExpressionOperator.binary[token.text] {
        applyWaiting(precedence: binary.precedenceAppliedBefore)
        waiting.append(.application(binary))
        try advance()
        return true
      }
      applyWaiting(precedence: 0)
      guard case .bracket(let function, let commas)? = waiting.popLast() else {
        guard token.kind == .end else { throw unexpected("an operator or the end") }
        return false
      }
      if commas > 0 && token.isSymbol(",") {
        waiting.append(.bracket(function, commas: commas - 1))
        try advance()
        return true
      }
      guard commas == 0 && token.isSymbol(")") else {
        throw unexpected(expectedInBracket(of: function, commas: commas))
      }
      if let function { program.append(.call(function)) }
      try advance()
    }
  }

  private mutating func parseFunction() throws {
    guard let function = RateExpressionFunction(rawValue: token.text) else {
      throw RateExpressionError.unknownName(text: text, name: token.text, position: token.position)
    }
    try advance()
    guard token.isSymbol("(") else { throw unexpected("the ( of \(function.rawValue)") }
    waiting.append(.bracket(function, commas: function.argumentCount - 1))
    try advance()
  }

  /// Applies the operators that wait, from the last one back to an open bracket or to one that binds less tightly.
  private mutating func applyWaiting(precedence: Int) {
    while case .application(let last)? = waiting.last, last.precedence >= precedence {
      program.append(last.instruction)
      waiting.removeLast()
    }
  }

  private mutating func advance() throws { token = try lexer.next() }

  private func variable(_ name: String) -> RateExpressionInstruction? {
    switch name {
    case "rho", "ρ": .rate
    case "n": .groupSize
    case "k": .successCount
    default: nil
    }
  }

  private func expectedInBracket(of function: RateExpressionFunction?, commas: Int) -> String {
    let symbol = commas > 0 ? "a comma" : ")"
    guard let function else { return "an operator or \(symbol)" }
    let count = function.argumentCount
    return "an operator or \(symbol) (\(function.rawValue) takes \(count) argument\(count == 1 ? "" : "s"))"
  }

  private func unexpected(_ expected: String) -> RateExpressionError {
    token.kind == .end
      ? .unexpectedEnd(text: text, expected: expected)
      : .unexpected(text: text, found: token.text, position: token.position, expected: expected)
  }
}
