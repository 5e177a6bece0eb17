import RandomStreams

/// Write symbols in rising order.
///
/// Prompt: k symbols, filled up with equals signs to one token more than the most symbols. Solution: the symbols from
/// the smallest to the largest, each as often as in the prompt, and the end token. The verifier compares the whole
/// response.
///
/// Tokens: 0 … m − 1 are symbols, m is the equals sign, m + 1 ends a response.
public struct Sorting: LocallyVerifiedTask, Hashable {
  /// m ≥ 2.
  public let symbols: Int
  /// The least and largest number of symbols of a prompt.
  public let lengths: ClosedRange<Int>

  /// The task of sorting `lengths` symbols out of `symbols`.
  ///
  /// - Throws: ``TaskError`` unless there are 2 symbols or more and every prompt has at least one.
  public init(symbols: Int, lengths: ClosedRange<Int>) throws {
    try TaskError.check("symbols", symbols, atLeast: 2)
    try TaskError.check("length", lengths.lowerBound, atLeast: 1)
    self.symbols = symbols
    self.lengths = lengths
  }

  private var format: PaddedSymbols {
    PaddedSymbols(symbolCount: symbols, lengths: lengths, padding: .back)
  }

  /// m symbols, the equals sign and the end token.
  public var vocabulary: [String] { format.vocabulary }
  /// m + 1.
  public var endToken: Int { format.endToken }
  /// The most symbols and an equals sign; every prompt is that long.
  public var maximumPromptLength: Int { format.promptLength }
  /// The most symbols and the end token.
  public var maximumResponseLength: Int { lengths.upperBound + 1 }

  /// The numbers of symbols.
  public var difficulties: [String] { lengths.map { "\($0) symbols" } }

  /// The number of symbols.
  public func difficulty(of prompt: [Int]) -> Int { format.difficulty(of: prompt) }

  /// A prompt whose length and symbols are uniform.
  public func prompt(from stream: inout RandomStream) -> [Int] { format.prompt(from: &stream) }

  /// The symbols in rising order and the end token.
  public func solution(to prompt: [Int]) -> [Int] {
    format.symbols(of: prompt).sorted() + [endToken]
  }

  /// As many random symbols as the prompt has, and the end token.
  public func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    format.formattedResponse(to: prompt, from: &stream)
  }

  /// Whether the response is the solution, token for token.
  public func isSuccess(prompt: [Int], response: [Int]) -> Bool { response == solution(to: prompt) }
}
