/// All responses of one prompt under an exact policy: the place where expectations are sums.
///
/// Tabular, autoregressive and linear softmax policies all enumerate into this form; theory and simulation read
/// nothing else.
public struct ResponseTable: Sendable {
  /// The responses, in a fixed order; their probabilities sum to one.
  public let responses: [Response]

  /// The number of parameters of the policy: the length of every score.
  public var parameterCount: Int { responses.first?.score.count ?? 0 }

  /// A table of responses made by a policy of this module, which has checked its probabilities.
  init(responses: [Response]) {
    self.responses = responses
  }

  /// E f(y), the sum of π(y) f(y) over the responses.
  public func expectation(_ value: (Response) -> Double) -> Double {
    responses.reduce(0) { $0 + $1.probability * value($1) }
  }

  /// E f(y) s(y) for a number f: a vector over the parameters.
  public func scoreExpectation(_ value: (Response) -> Double) -> [Double] {
    var sum = [Double](repeating: 0, count: parameterCount)
    for response in responses {
      let factor = response.probability * value(response)
      guard factor != 0 else { continue }
      for index in sum.indices { sum[index] += factor * response.score[index] }
    }
    return sum
  }

  /// ∇ρ = E[r s].
  public var successGradient: [Double] { scoreExpectation(\.reward) }

  /// The inner products of the scores of all pairs of responses, row by row.
  public var scoreInnerProducts: [[Double]] {
    responses.map { row in responses.map { innerProduct(row.score, $0.score) } }
  }
}
