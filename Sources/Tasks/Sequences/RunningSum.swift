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
    try TaskError.check("modulus", modulus, atLeast: 2)
    try TaskError.check("digit count", digits.lowerBound, atLeast: 1)
    self.modulus = modulus
    self.digits = digits
  }

  private var format: PaddedSymbols {
    PaddedSymbols(symbolCount: modulus, lengths: digits, padding: .back)
  }

  /// m digits, the equals sign and the end token.
  public var vocabulary: [String] { format.vocabulary }
  /// m + 1.
  public var endToken: Int { format.endToken }
  /// The most digits and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { format.promptLength }
  /// As many sums as digits, and the end token.
  public var maximumResponseLength: Int { digits.upperBound + 1 }

  /// The numbers of digits.
  public var difficulties: [String] { digits.map { "\($0) digits" } }

  /// The number of digits.
  public func difficulty(of prompt: [Int]) -> Int { format.difficulty(of: prompt) }

  /// A prompt whose number of digits and digits are uniform.
  public func prompt(from stream: inout RandomStream) -> [Int] { format.prompt(from: &stream) }

  /// The running sums and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    var sum = 0
    let sums = format.symbols(of: prompt).map { digit in
      sum = (sum + digit) % modulus
      return sum
    }
    return sums + [endToken]
  }

  /// As many random digits as the prompt has, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    format.formattedResponse(to: prompt, from: &stream)
  }

  /// Whether the response ends, and the symbol before its end is the sum of the digits modulo m.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool {
    response.count >= 2 && response.last == endToken
      && response[response.count - 2] == format.symbols(of: prompt).reduce(0, +) % modulus
  }
}
