import Tasks

/// The beginning of a response to a prompt, after which the policy chooses; an environment's replies are complete.
public struct ResponsePrefix: Hashable, Sendable {
  /// The tokens of the prompt.
  public var prompt: [Int]
  /// The tokens of the response so far; may be none.
  public var response: [Int]

  /// A beginning.
  public init(prompt: [Int], response: [Int] = []) {
    self.prompt = prompt
    self.response = response
  }

  /// What becomes of the beginning when the policy chooses a token: with the environment's reply, cut off at the task's
  /// longest response.
  func choosing(_ token: Int, in task: any VerifiableTask) -> ResponsePrefix {
    var next = self
    next.response.append(token)
    if token != task.endToken, let task = task as? any InteractiveTask {
      next.response.append(contentsOf: task.reply(to: next.response[...], of: prompt))
      next.response.removeLast(max(0, next.response.count - task.maximumResponseLength))
    }
    return next
  }

  /// Whether the policy chooses nothing more: the response has ended or is cut off.
  func isFinished(in task: any VerifiableTask) -> Bool {
    response.last == task.endToken || response.count >= task.maximumResponseLength
  }
}
