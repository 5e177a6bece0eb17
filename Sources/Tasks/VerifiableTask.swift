import RandomStreams

/// Prompts with an exact verifier: a source of 0/1 rewards for a small language model.
///
/// Prompts and responses are token numbers. A task is a value: everything random comes from the streams that it is given,
/// so that equal addresses give equal prompts.
public protocol VerifiableTask: Sendable {
  /// What every token stands for, in the order of their numbers: prompts, responses and the end token together.
  var vocabulary: [String] { get }
  /// The token that ends a response.
  var endToken: Int { get }
  /// The length of the longest prompt.
  var maximumPromptLength: Int { get }
  /// The length at which a response is cut off, end token included.
  var maximumResponseLength: Int { get }
  /// The names of the levels of difficulty, from easy to hard; at least one.
  var difficulties: [String] { get }

  /// A random prompt.
  func prompt(from stream: inout RandomStream) -> [Int]

  /// The level of a prompt, a position in ``difficulties``.
  func difficulty(of prompt: [Int]) -> Int

  /// A correct response, end token included: what supervised warm-up on solutions imitates.
  func solution(to prompt: [Int]) -> [Int]

  /// A response of the right form whose content is random, end token included: what warm-up on format imitates.
  func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int]

  /// Which responses succeed, in their order. A response that was cut off before its end token fails.
  ///
  /// - Throws: what a verifier outside this process throws; the tasks of this module throw nothing.
  func outcomes(of responses: [TaskResponse]) throws -> [Bool]
}

extension VerifiableTask {
  /// The number of tokens.
  public var vocabularySize: Int { vocabulary.count }
}
