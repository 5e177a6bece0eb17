/// An exact policy that writes a response token by token.
public protocol TokenPolicy: Sendable {
  /// The number of parameters, shared by all prompts: the length of every score.
  var parameterCount: Int { get }

  /// π(· | prompt, prefix) over the vocabulary.
  ///
  /// - Throws: ``PolicyError`` where the policy does not know the prefix.
  func distribution(prompt: Int, prefix: [Int]) throws -> [Double]

  /// ∇ log π(token | prompt, prefix), given the distribution at that prefix.
  func score(prompt: Int, prefix: [Int], token: Int, distribution: [Double]) -> [Double]
}

extension TokenPolicy {
  /// All responses to a prompt, in lexicographic order of their tokens.
  ///
  /// A response ends with `stopToken` or when it is `maximumLength` tokens long; its length counts the stop
  /// token. Responses of probability 0 are left out.
  ///
  /// - Parameters:
  ///   - prompt: the number of the prompt.
  ///   - stopToken: the token that ends a response.
  ///   - maximumLength: the longest response, ≥ 1.
  ///   - isSuccess: the verifier.
  /// - Throws: ``PolicyError`` where the policy does not know a prefix it can reach.
  public func responses(
    prompt: Int = 0, stopToken: Int, maximumLength: Int, isSuccess: ([Int]) -> Bool
  ) throws -> ResponseTable {
    var responses: [Response] = []
    func extend(_ tokens: [Int], _ probability: Double, _ steps: [Response.Step]) throws {
      if tokens.last == stopToken || tokens.count == maximumLength {
        var score = [Double](repeating: 0, count: parameterCount)
        for step in steps {
          for index in score.indices { score[index] += step.score[index] }
        }
        responses.append(
          Response(
            tokens: tokens, probability: probability, reward: isSuccess(tokens) ? 1 : 0,
            length: tokens.count, score: score, steps: steps))
        return
      }
      let distribution = try distribution(prompt: prompt, prefix: tokens)
      for token in distribution.indices where distribution[token] > 0 {
        let score = score(prompt: prompt, prefix: tokens, token: token, distribution: distribution)
        try extend(
          tokens + [token], probability * distribution[token],
          steps + [Response.Step(prefix: tokens, score: score)])
      }
    }
    try extend([], 1, [])
    return ResponseTable(responses: responses)
  }
}
