/// A task whose environment answers between the actions of the policy.
///
/// What the environment writes stands in the response, is read by the policy, and is masked out of the loss.
public protocol InteractiveTask: VerifiableTask {
  /// What the environment writes behind a response whose last token the policy has just chosen; empty for nothing.
  ///
  /// A function of its arguments alone. It is not asked about the end token, and does not write it.
  func reply(to response: ArraySlice<Int>, of prompt: [Int]) -> [Int]
}

extension InteractiveTask {
  /// Which tokens of a response the policy chose, by playing it again: the environment's replies are the others.
  public func mask(of response: [Int], to prompt: [Int]) -> [Bool] {
    var mask: [Bool] = []
    while mask.count < response.count {
      mask.append(true)
      guard response[mask.count - 1] != endToken else { continue }
      let reply = reply(to: response.prefix(mask.count), of: prompt)
      mask.append(contentsOf: repeatElement(false, count: min(reply.count, response.count - mask.count)))
    }
    return mask
  }

  /// The tokens of a response that the policy chose.
  public func actions(of response: [Int], to prompt: [Int]) -> [Int] {
    zip(response, mask(of: response, to: prompt)).filter(\.1).map(\.0)
  }

  /// The response that these actions of the policy give, with the environment's replies between them.
  ///
  /// It stops at the end token, and is cut off at the longest response.
  public func response(playing actions: [Int], to prompt: [Int]) -> [Int] {
    var response: [Int] = []
    for action in actions {
      response.append(action)
      guard action != endToken else { break }
      response.append(contentsOf: reply(to: response[...], of: prompt))
    }
    return Array(response.prefix(maximumResponseLength))
  }

  /// Whether the environment would have written what stands in its places: a verifier fails other responses.
  public func isPlayed(_ response: [Int], to prompt: [Int]) -> Bool {
    self.response(playing: actions(of: response, to: prompt), to: prompt) == response
  }
}
