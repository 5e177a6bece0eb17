import Foundation
import RandomStreams

/// An expression of the success rate as a tree, which knows its own value and its own text.
indirect enum ExpressionTree {
  case number(Double)
  case variable(String)
  case negated(ExpressionTree)
  case binary(ExpressionTree, Character, ExpressionTree)
  case call(String, [ExpressionTree])

  static func random(from stream: inout RandomStream, depth: Int) -> ExpressionTree {
    let choice = depth == 0 ? stream.index(below: 2) : stream.index(below: 10)
    switch choice {
    case 0:
      let numbers = [0, 1, 2, 0.5, 1e-3, 3.25e17, 7e-30, stream.uniform()]
      return .number(numbers[stream.index(below: numbers.count)])
    case 1:
      return .variable(["rho", "ρ", "n", "k"][stream.index(below: 4)])
    case 2:
      return .negated(random(from: &stream, depth: depth - 1))
    case 3:
      let name = ["sqrt", "exp", "log", "abs"][stream.index(below: 4)]
      return .call(name, [random(from: &stream, depth: depth - 1)])
    case 4:
      let name = ["min", "max"][stream.index(below: 2)]
      return .call(
        name, [random(from: &stream, depth: depth - 1), random(from: &stream, depth: depth - 1)])
    default:
      let symbol = Array("+-*/^")[stream.index(below: 5)]
      return .binary(
        random(from: &stream, depth: depth - 1), symbol, random(from: &stream, depth: depth - 1))
    }
  }

  func value(rate: Double, groupSize: Double, successCount: Double) -> Double {
    func value(_ tree: ExpressionTree) -> Double {
      tree.value(rate: rate, groupSize: groupSize, successCount: successCount)
    }
    switch self {
    case .number(let number): return number
    case .variable("n"): return groupSize
    case .variable("k"): return successCount
    case .variable: return rate
    case .negated(let tree): return -value(tree)
    case .binary(let left, "+", let right): return value(left) + value(right)
    case .binary(let left, "-", let right): return value(left) - value(right)
    case .binary(let left, "*", let right): return value(left) * value(right)
    case .binary(let left, "/", let right): return value(left) / value(right)
    case .binary(let left, _, let right): return pow(value(left), value(right))
    case .call(let name, let arguments):
      let values = arguments.map(value)
      if values.contains(where: \.isNaN) { return .nan }
      return switch name {
      case "sqrt": values[0].squareRoot()
      case "exp": exp(values[0])
      case "log": log(values[0])
      case "abs": abs(values[0])
      case "min": min(values[0], values[1])
      default: max(values[0], values[1])
      }
    }
  }

  /// The text with every pair of parentheses, or with none that precedence makes superfluous.
  func text(fullyParenthesised: Bool) -> String {
    func operand(_ tree: ExpressionTree, atLeast precedence: Int) -> String {
      let text = tree.text(fullyParenthesised: fullyParenthesised)
      return fullyParenthesised || tree.precedence < precedence ? "(\(text))" : text
    }
    switch self {
    case .number(let number): return "\(number)"
    case .variable(let name): return name
    case .negated(let tree): return "-" + operand(tree, atLeast: 3)
    case .binary(let base, "^", let exponent):
      return operand(base, atLeast: 5) + "^" + operand(exponent, atLeast: 3)
    case .binary(let left, let symbol, let right):
      return operand(left, atLeast: precedence) + " \(symbol) " + operand(right, atLeast: precedence + 1)
    case .call(let name, let arguments):
      let texts = arguments.map { $0.text(fullyParenthesised: fullyParenthesised) }
      return "\(name)(\(texts.joined(separator: ",")))"
    }
  }

  private var precedence: Int {
    switch self {
    case .binary(_, "+", _), .binary(_, "-", _): 1
    case .binary(_, "*", _), .binary(_, "/", _): 2
    case .negated: 3
    case .binary: 4
    case .number, .variable, .call: 5
    }
  }
}
