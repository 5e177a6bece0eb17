import RandomStreams

/// Prompts with an exact verifier: a source of 0/1 rewards for a small language model.
public protocol VerifiableTask: Sendable {
  /// The number of tokens, those of prompts, responses and the end token together.
  var vocabularySize: Int { get }
  /// The token that ends a response.
  var endToken: Int { get }
  /// The length of the longest prompt.
  var maximumPromptLength: Int { get }
  /// The length at which a response is cut off, end token included.
  var maximumResponseLength: Int { get }

  /// A random prompt.
  func prompt(from stream: inout RandomStream) -> [Int]

  /// A correct response, end token included: what supervised warm-up imitates.
  func solution(to prompt: [Int]) -> [Int]

  /// The verifier. A response that was cut off before its end token fails.
  func isSuccess(prompt: [Int], response: [Int]) -> Bool
}
