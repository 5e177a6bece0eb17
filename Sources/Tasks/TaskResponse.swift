/// A response that waits for its verdict.
public struct TaskResponse: Hashable, Sendable {
  /// The tokens of the prompt.
  public var prompt: [Int]
  /// The tokens of the response, those of an environment among them.
  public var response: [Int]

  /// A response to a prompt.
  public init(prompt: [Int], response: [Int]) {
    self.prompt = prompt
    self.response = response
  }
}
