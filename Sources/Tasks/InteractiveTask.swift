/// A task whose environment answers between the actions of the policy.
///
/// What the environment writes stands in the response, is read by the policy, and is masked out of the loss.
public protocol InteractiveTask: VerifiableTask {
  /// What the environment writes behind a response whose last token the policy has just chosen; empty for nothing.
  ///
  /// A function of its arguments alone. It is not asked about the end token.
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
}
