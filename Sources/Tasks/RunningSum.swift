import RandomStreams

/// Add up digits modulo m, with the running sums as a chain of thought; only the last sum is verified.
///
/// Prompt: k digits d_1 … d_k, filled up with equals signs to one token more than the most digits, so that the t-th
/// sum always stands the same number of tokens behind the t-th digit: what relative positions can learn in one
/// layer. Solution: the sums d_1, d_1 + d_2, …, each modulo m, and the end token. The verifier reads only the symbol
/// before the end token: wrong or skipped intermediate steps are not punished as such, and guessing succeeds once
/// in m times.
///
/// Tokens: 0 … m − 1 are digits, m is the equals sign, m + 1 ends a response.
public struct RunningSum: LocallyVerifiedTask, Hashable {
  /// m ≥ 2.
  public let modulus: Int
  /// The least and largest number of digits.
  public let digits: ClosedRange<Int>

  /// The task of adding `digits` digits modulo `modulus`.
  ///
  /// - Throws: ``TaskError`` unless the modulus is 2 or more and there is at least one digit.
  public init(modulus: Int, digits: ClosedRange<Int>) throws {
    guard modulus >= 2 else {
      throw TaskError.outOfRange(parameter: "modulus", value: modulus, legal: "2 or more")
    }
    guard digits.lowerBound >= 1 else {
      throw TaskError.outOfRange(parameter: "digit count", value: digits.lowerBound, legal: "1 or more")
    }
    self.modulus = modulus
    self.digits = digits
  }

  /// m digits, the equals sign and the end token.
  public var vocabulary: [String] { (0..<modulus).map(String.init) + ["=", "<end>"] }
  /// m + 1.
  public var endToken: Int { modulus + 1 }
  /// The most digits and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { digits.upperBound + 1 }
  /// As many sums as digits, and the end token.
  public var maximumResponseLength: Int { digits.upperBound + 1 }

  /// The numbers of digits.
  public var difficulties: [String] { digits.map { "\($0) digits" } }

  /// The number of digits.
  public func difficulty(of prompt: [Int]) -> Int { prompt.count { $0 < modulus } - digits.lowerBound }

  /// A prompt whose number of digits and digits are uniform.
  public func prompt(from stream: inout RandomStream) -> [Int] {
    let count = digits.lowerBound + stream.index(below: digits.count)
    let digits = (0..<count).map { _ in stream.index(below: modulus) }
    return digits + Array(repeating: modulus, count: maximumPromptLength - count)
  }

  /// The running sums and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    var sum = 0
    let sums = prompt.prefix { $0 < modulus }.map { digit in
      sum = (sum + digit) % modulus
      return sum
    }
    return sums + [endToken]
  }

  /// As many random digits as the prompt has, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    prompt.prefix { $0 < modulus }.map { _ in stream.index(below: modulus) } + [endToken]
  }

  /// Whether the response ends, and the symbol before its end is the sum of the digits modulo m.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    response.count >= 2 && response.last == endToken
      && response[response.count - 2] == prompt.prefix { $0 < modulus }.reduce(0, +) % modulus
  }
}
