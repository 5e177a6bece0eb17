import RandomStreams

/// Add two numbers digit by digit, with digits and carries as a chain of thought; only the answer is verified.
///
/// Prompt: the digits of both numbers in turn, the lowest first, a_0 b_0 a_1 b_1 …, filled up with equals signs to one
/// token more than the most digits of both. Solution: for every digit from the lowest up the digit of the sum and the
/// carry, s_0 c_0 s_1 c_1 …; an equals sign; the answer from its highest digit down, one digit more than the numbers
/// have, zeros included; the end token. So every step stands the same number of tokens behind its two digits, whatever
/// their number k. The verifier reads what stands between the last equals sign and the end token, and nothing of the
/// steps.
///
/// With a modulus m the answer is (a + b) mod m, in as many digits.
///
/// Tokens: 0 … base − 1 are digits (and carries), base is the equals sign, base + 1 ends a response.
public struct Addition: LocallyVerifiedTask, Hashable {
  /// The base of the numbers, between 2 and 100.
  public let base: Int
  /// The least and largest number k of digits of each number; leading zeros count.
  public let digits: ClosedRange<Int>
  /// What the sum is reduced by; nil for the sum itself.
  public let modulus: Int?

  /// The task of adding numbers of `digits` digits.
  ///
  /// - Throws: ``TaskError`` unless the base is between 2 and 100, there is at least one digit, sums fit into 64 bits, and the
  ///   modulus, if any, is 2 or more.
  public init(base: Int = 10, digits: ClosedRange<Int>, modulus: Int? = nil) throws {
    try TaskError.check("base", base, in: 2...100)
    try TaskError.check("digit count", digits.lowerBound, atLeast: 1)
    try TaskError.check("digit count", digits.upperBound, in: 1...Self.mostDigits(base: base))
    if let modulus { try TaskError.check("modulus", modulus, atLeast: 2) }
    self.base = base
    self.digits = digits
    self.modulus = modulus
  }

  /// The most digits whose sums are below 2⁶³.
  private static func mostDigits(base: Int) -> Int {
    var (remaining, count) = (Int.max, 0)
    while remaining >= base {
      remaining /= base
      count += 1
    }
    return count - 1
  }

  private var equalsSign: Int { base }

  /// The digits, the equals sign and the end token.
  public var vocabulary: [String] { (0..<base).map(String.init) + ["=", "<end>"] }
  /// base + 1.
  public var endToken: Int { base + 1 }
  /// The most digits of both numbers and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { 2 * digits.upperBound + 1 }
  /// A digit and a carry for each of the most digits, the equals sign, the answer and the end token.
  public var maximumResponseLength: Int { 3 * digits.upperBound + 3 }

  /// The numbers of digits.
  public var difficulties: [String] { digits.map { "\($0) digits" } }

  /// The number of digits.
  public func difficulty(of prompt: [Int]) -> Int { columns(of: prompt).count - digits.lowerBound }

  /// A prompt whose number of digits and digits are uniform.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    let count = digits.lowerBound + stream.index(below: digits.count)
    let pairs = (0..<2 * count).map { _ in stream.index(below: base) }
    return pairs + Array(repeating: equalsSign, count: maximumPromptLength - 2 * count)
  }

  /// Digits and carries, the equals sign, the answer and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    var carry = 0
    let steps = columns(of: prompt).flatMap { a, b in
      let sum = a + b + carry
      carry = sum / base
      return [sum % base, carry]
    }
    return steps + [equalsSign] + answer(to: prompt) + [endToken]
  }

  /// A solution whose digits and carries are all random digits.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    solution(to: prompt).map { $0 < base ? stream.index(below: base) : $0 }
  }

  /// Whether the response ends, and between its last equals sign and its end stands the answer.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    guard response.last == endToken, let sign = response.lastIndex(of: equalsSign) else { return false }
    return Array(response[(sign + 1)...].dropLast()) == answer(to: prompt)
  }

  /// The two digits of every place, the lowest first.
  private func columns(of prompt: [Int]) -> [(Int, Int)] {
    let pairs = prompt.prefix { $0 < base }
    return stride(from: 0, to: pairs.count, by: 2).map { (pairs[$0], pairs[$0 + 1]) }
  }

  /// The answer's digits, the highest first.
  private func answer(to prompt: [Int]) -> [Int] {
    let columns = columns(of: prompt)
    let sum = columns.reversed().reduce(0) { $0 * base + $1.0 + $1.1 }
    var rest = modulus.map { sum % $0 } ?? sum
    let lowestFirst = (0...columns.count).map { _ in
      defer { rest /= base }
      return rest % base
    }
    return lowestFirst.reversed()
  }
}
