/// A task whose verifier is a function of one response.
public protocol LocallyVerifiedTask: VerifiableTask {
  /// The verifier: whether a response of any tokens and any length, also none, succeeds.
  func isSuccess(prompt: [Int], response: [Int]) -> Bool
}

extension LocallyVerifiedTask {
  /// The verdicts of ``isSuccess(prompt:response:)``.
  public func outcomes(of responses: [TaskResponse]) -> [Bool] {
    responses.map { isSuccess(prompt: $0.prompt, response: $0.response) }
  }
}
