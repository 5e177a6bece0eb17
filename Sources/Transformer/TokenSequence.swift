/// A prompt and the response to it, as token numbers.
public struct TokenSequence: Hashable, Sendable {
  /// The tokens of the prompt, then those of the response.
  public var tokens: [Int]
  /// How many of the tokens are the prompt.
  public var promptLength: Int
  /// Which tokens of the response the policy chose, one value for each; nil where it chose all.
  ///
  /// The others are what an environment wrote between the policy's actions: they are read, and never trained.
  public var mask: [Bool]?

  /// The sequence `tokens`, of which the first `promptLength` are the prompt.
  public init(tokens: [Int], promptLength: Int, mask: [Bool]? = nil) {
    self.tokens = tokens
    self.promptLength = promptLength
    self.mask = mask
  }

  /// The tokens of the prompt.
  public var prompt: ArraySlice<Int> { tokens.prefix(promptLength) }

  /// The tokens after the prompt; may be empty, and then has log-probability and score zero.
  public var response: ArraySlice<Int> { tokens.dropFirst(promptLength) }

  /// The number of response tokens that the policy chose.
  public var chosenCount: Int { mask.map { $0.count { $0 } } ?? response.count }
}
