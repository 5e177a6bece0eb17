import RandomStreams

/// Prompts of k symbols out of m, filled up with equals signs to one token more than the most symbols.
///
/// Every prompt ends with an equals sign and has the same length, so that relative positions between prompt and response
/// do not depend on k. Tokens: 0 … m − 1 are symbols, m is the equals sign, m + 1 ends a response.
struct PaddedSymbols {
  /// Where the equals signs stand that fill up a prompt.
  enum Padding { case front, back }

  let symbolCount: Int
  let lengths: ClosedRange<Int>
  let padding: Padding

  var equalsSign: Int { symbolCount }
  var endToken: Int { symbolCount + 1 }
  var vocabulary: [String] { (0..<symbolCount).map(String.init) + ["=", "<end>"] }
  var promptLength: Int { lengths.upperBound + 1 }

  /// A prompt whose length and symbols are uniform.
  func prompt(from stream: inout RandomStream) -> [Int] {
    let count = lengths.lowerBound + stream.index(below: lengths.count)
    let symbols = randomSymbols(count, from: &stream)
    let filling = Array(repeating: equalsSign, count: lengths.upperBound - count)
    return (padding == .front ? filling + symbols : symbols + filling) + [equalsSign]
  }

  /// The symbols of a prompt, in their order.
  func symbols(of prompt: [Int]) -> [Int] { prompt.filter { $0 < symbolCount } }

  /// The position of the prompt's number of symbols among the lengths.
  func difficulty(of prompt: [Int]) -> Int { symbols(of: prompt).count - lengths.lowerBound }

  /// As many random symbols as the prompt has, and the end token.
  func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int] {
    randomSymbols(symbols(of: prompt).count, from: &stream) + [endToken]
  }

  private func randomSymbols(_ count: Int, from stream: inout RandomStream) -> [Int] {
    (0..<count).map { _ in stream.index(below: symbolCount) }
  }
}
