/// A prompt and the response to it, as token numbers.
public struct TokenSequence: Hashable, Sendable {
  /// The tokens of the prompt, then those of the response.
  public var tokens: [Int]
  /// How many of the tokens are the prompt.
  public var promptLength: Int

  /// The sequence `tokens`, of which the first `promptLength` are the prompt.
  public init(tokens: [Int], promptLength: Int) {
    self.tokens = tokens
    self.promptLength = promptLength
  }

  /// The tokens after the prompt; may be empty, and then has log-probability and score zero.
  public var response: ArraySlice<Int> { tokens.dropFirst(promptLength) }
}
