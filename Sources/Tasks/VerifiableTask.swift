import RandomStreams

/// Prompts with an exact verifier: a source of 0/1 rewards for a small language model.
///
/// Prompts and responses are token numbers, positions in ``vocabulary``. A task is a value: everything random comes from
/// the streams that it is given, so that equal addresses give equal prompts. What a task is asked about, it has drawn
/// itself: ``difficulty(of:)``, ``solution(to:)`` and ``formattedResponse(to:from:)`` may trap on other prompts.
/// Responses may be any tokens of the vocabulary. The file docs/tasks.md shows how to write a task.
public protocol VerifiableTask: Sendable {
  /// What every token stands for, in the order of their numbers: prompts, responses and the end token together.
  var vocabulary: [String] { get }
  /// The token that ends a response.
  var endToken: Int { get }
  /// The length of the longest prompt.
  var maximumPromptLength: Int { get }
  /// The length at which a response is cut off, end token and an environment's replies included.
  var maximumResponseLength: Int { get }
  /// The names of the levels of difficulty, from easy to hard; at least one.
  var difficulties: [String] { get }

  /// A random prompt of one token or more.
  func prompt(from stream: inout RandomStream) -> [Int]

  /// The level of a prompt, a position in ``difficulties``.
  func difficulty(of prompt: [Int]) -> Int

  /// A correct response, end token included: what supervised warm-up on solutions imitates.
  ///
  /// For an ``InteractiveTask`` with the environment's replies in their places.
  ///
  /// - Precondition: ``requireSolutions()`` does not throw.
  func solution(to prompt: [Int]) -> [Int]

  /// A response of the right form whose content is random, end token included: what warm-up on format imitates.
  ///
  /// For an ``InteractiveTask`` with the environment's replies in their places.
  ///
  /// - Precondition: ``requireSolutions()`` does not throw.
  func formattedResponse(to prompt: [Int], from stream: inout RandomStream) -> [Int]

  /// Throws where the task cannot say what a solution looks like: call it before any warm-up.
  ///
  /// - Throws: what names the missing solutions. By default nothing: only tasks that are read from files may lack them.
  func requireSolutions() throws

  /// Which responses succeed, in their order. A response that was cut off before its end token fails.
  ///
  /// - Throws: what a verifier outside this process throws; tasks that are a ``LocallyVerifiedTask`` throw nothing.
  func outcomes(of responses: [TaskResponse]) throws -> [Bool]
}

extension VerifiableTask {
  /// The number of tokens.
  public var vocabularySize: Int { vocabulary.count }

  /// Throws nothing.
  public func requireSolutions() throws {}

  /// The texts of tokens, with a space between them.
  public func text(of tokens: [Int]) -> String {
    tokens.map { vocabulary[$0] }.joined(separator: " ")
  }
}
