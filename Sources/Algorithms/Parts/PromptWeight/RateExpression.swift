/// A prompt's weight as a user writes it: an expression of the group's success rate, such as `1/sqrt(rho*(1-rho))`.
///
///     expression = term { ("+" | "-") term }
///     term       = factor { ("*" | "/") factor }
///     factor     = "-" factor | power
///     power      = primary [ "^" factor ]
///     primary    = number | variable | function "(" expression [ "," expression ] ")" | "(" expression ")"
///     number     = digits [ "." [ digits ] ] [ exponent ] | "." digits [ exponent ]
///     exponent   = ( "e" | "E" ) [ "+" | "-" ] digits
///     variable   = "rho" | "ρ" | "n" | "k"
///     function   = "sqrt" | "exp" | "log" | "abs" | "min" | "max" | "choose"
///
/// So ^ binds tightest and to the right, -rho^2 is -(rho^2), and a product is always written with *. White space
/// separates and is otherwise ignored.
///
/// The variables are the success rate rho of the group, its size n, and its number of successes k = rho·n, which is
/// an integer wherever the exact product is one: rounding is undone. `log` is natural. `choose(a, b)` is the binomial
/// coefficient a (a − 1) ⋯ (a − b + 1) / b! of a real a and an integer b ≥ 0; a b that misses an integer by less than
/// 1e-9 counts as that integer.
///
/// Everything else follows IEEE 754: 1/0 is infinite, log(-1) is not a number, and `min` and `max` do not hide one.
/// Whoever uses a weight checks that it is finite where it is needed.
///
/// Two expressions are equal if their texts are. Encoded, an expression is its text.
public struct RateExpression: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The number of Unicode characters that a text may have; within it, nesting may be of any depth.
  public static let maximumLength = 10_000

  /// The expression 1, which stands where nothing else was asked for.
  static let one = RateExpression("1", [.number(1)])

  /// The text as it was written.
  public let text: String
  private let program: [RateExpressionInstruction]

  /// The expression that a text describes.
  ///
  /// - Throws: ``RateExpressionError`` naming the character where the text leaves the grammar, or its length beyond
  ///   ``maximumLength``.
  public init(_ text: String) throws {
    self.text = text
    program = try RateExpressionParser.program(of: text)
  }

  private init(_ text: String, _ program: [RateExpressionInstruction]) {
    self.text = text
    self.program = program
  }

  /// The expression whose text a decoder holds.
  ///
  /// - Throws: `DecodingError` with the line of ``RateExpressionError``, or the decoder's own.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(text)
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: container.codingPath, debugDescription: "\(error)", underlyingError: error))
    }
  }

  /// Encodes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The expression at a success rate and a group size.
  ///
  /// - Parameters:
  ///   - rate: rho, usually k/n.
  ///   - groupSize: n; infinite for the limit of large groups, in which k is infinite too, at every rate.
  /// - Returns: a number that may be infinite or not a number.
  public func value(rate: Double, groupSize: Double) -> Double {
    let successCount = Self.successCount(rate: rate, groupSize: groupSize)
    var stack: [Double] = []
    stack.reserveCapacity(program.count)
    for instruction in program {
      instruction.execute(on: &stack, rate: rate, groupSize: groupSize, successCount: successCount)
    }
    return stack.removeLast()
  }

  /// The text.
  public var description: String { text }

  /// Whether the texts are equal.
  public static func == (left: RateExpression, right: RateExpression) -> Bool { left.text == right.text }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private static func successCount(rate: Double, groupSize: Double) -> Double {
    if groupSize == .infinity { return .infinity }
    let product = rate * groupSize
    let nearest = product.rounded()
    // A quotient and a product, each rounded once, are at most 4 ulps off.
    return abs(product - nearest) <= 4 * product.ulp ? nearest : product
  }
}
