/// An operator of a ``RateExpression``.
enum RateExpressionOperator {
  case add, subtract, multiply, divide, negate, power

  /// The operators between two operands, by their symbols.
  static let binary: [String: RateExpressionOperator] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide, "^": .power,
  ]

  /// How tightly it binds.
  var precedence: Int {
    switch self {
    case .add, .subtract: 1
    case .multiply, .divide: 2
    case .negate: 3
    case .power: 4
    }
  }

  /// The lowest precedence of an operator on its left that is applied before it: equals go from left to right, but
  /// powers from right to left.
  var precedenceAppliedBefore: Int { self == .power ? precedence + 1 : precedence }

  var instruction: RateExpressionInstruction {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .negate: .negate
    case .power: .power
    }
  }
}
