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
  ///
  /// Summed as E[(r − r₀) s] with the reward r₀ of a response that occurs, which is the same because E s = 0, and
  /// exactly 0 where every response has the same reward.
  public var successGradient: [Double] {
    let reference = responses.first { $0.probability > 0 }?.reward ?? 0
    return scoreExpectation { $0.reward - reference }
  }

  /// tr Var[(r − b) s] of one rollout, result 1.1, summed as squares about the mean so that nothing cancels.
  ///
  /// What is below (16 ulp)² of E|s|² is rounding, and returned as 0.
  public func variance(baseline: Double) -> Double {
    let mean = successGradient
    let variance = expectation { response in
      let advantage = response.reward - baseline
      var sum = 0.0
      for index in mean.indices {
        let deviation = advantage * response.score[index] - mean[index]
        sum += deviation * deviation
      }
      return sum
    }
    let rounding = 16 * Double.ulpOfOne
    return variance > rounding * rounding * expectation(\.squaredScoreNorm) ? variance : 0
  }

  /// The inner products of the scores of all pairs of responses, row by row.
  public var scoreInnerProducts: [[Double]] {
    responses.map { row in responses.map { innerProduct(row.score, $0.score) } }
  }
}

extension [ResponseTable] {
  /// (1/P) Σ_x ∇ρ_x over prompts that share a policy's parameters; empty without prompts.
  public var meanSuccessGradient: [Double] {
    var mean = [Double](repeating: 0, count: first?.parameterCount ?? 0)
    for prompt in self {
      for (index, slope) in prompt.successGradient.enumerated() { mean[index] += slope / Double(count) }
    }
    return mean
  }
}
