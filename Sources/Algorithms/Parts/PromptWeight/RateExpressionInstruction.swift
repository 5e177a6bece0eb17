import Foundation

/// One step of a ``RateExpression`` in postfix order: it takes its operands from a stack and leaves its value there.
///
/// A flat list instead of a tree: neither evaluating nor freeing a long expression recurses.
enum RateExpressionInstruction: Sendable {
  case number(Double)
  case rate, groupSize, successCount
  case negate, add, subtract, multiply, divide, power
  case call(RateExpressionFunction)

  func execute(on stack: inout [Double], rate: Double, groupSize: Double, successCount: Double) {
    switch self {
    case .number(let value): stack.append(value)
    case .rate: stack.append(rate)
    case .groupSize: stack.append(groupSize)
    case .successCount: stack.append(successCount)
    case .negate: apply(to: &stack) { -$0 }
    case .add: apply(to: &stack) { $0 + $1 }
    case .subtract: apply(to: &stack) { $0 - $1 }
    case .multiply: apply(to: &stack) { $0 * $1 }
    case .divide: apply(to: &stack) { $0 / $1 }
    case .power: apply(to: &stack) { pow($0, $1) }
    case .call(.sqrt): apply(to: &stack) { $0.squareRoot() }
    case .call(.exp): apply(to: &stack) { exp($0) }
    case .call(.log): apply(to: &stack) { log($0) }
    case .call(.abs): apply(to: &stack) { $0.magnitude }
    case .call(.min): apply(to: &stack) { $0.isNaN || $0 < $1 ? $0 : $1 }
    case .call(.max): apply(to: &stack) { $0.isNaN || $0 > $1 ? $0 : $1 }
    case .call(.choose): apply(to: &stack) { binomialCoefficient($0, $1) }
    }
  }

  private func apply(to stack: inout [Double], _ function: (Double) -> Double) {
    stack.append(function(stack.removeLast()))
  }

  private func apply(to stack: inout [Double], _ function: (Double, Double) -> Double) {
    let right = stack.removeLast()
    stack.append(function(stack.removeLast(), right))
  }
}
