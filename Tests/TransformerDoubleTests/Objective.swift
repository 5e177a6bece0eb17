import Algorithms
import RandomStreams
import Rollouts
import TransformerDouble

/// A scalar function of a transformer's parameters whose gradient the passes claim to know.
struct Objective: Sendable {
  let sequences: [TokenSequence]
  let temperature: Double
  /// The scalar and its derivatives in the tokens' log-probabilities.
  let value: @Sendable ([Double]) throws -> (value: Double, derivatives: [Double])

  /// Random parameters, with norm weights that are not all 1.
  static func parameters(_ shape: TransformerShape) -> TransformerParameters {
    var parameters = TransformerParameters(shape: shape, stream: StreamPath(seed: 4).stream())
    var stream = StreamPath(seed: 4)["norms"].stream()
    for tensor in ParameterLayout(shape).tensors where tensor.rows == 1 {
      for index in tensor.range { parameters.values[index] = 0.5 + stream.uniform() }
    }
    return parameters
  }

  func value(at parameters: TransformerParameters) throws -> Double {
    let pass = TransformerPass(shape: parameters.shape)
    try pass.forward(parameters, TokenBatch(sequences), temperature: temperature)
    return try value(pass.tokenLogProbabilities).value
  }

  func gradient(at parameters: TransformerParameters) throws -> [Double] {
    let pass = TransformerPass(shape: parameters.shape)
    try pass.forward(parameters, TokenBatch(sequences), temperature: temperature)
    pass.backward(parameters, tokenWeights: try value(pass.tokenLogProbabilities).derivatives)
    var gradient = [Double](repeating: 0, count: parameters.values.count)
    pass.addGradient(
      weights: Array(repeating: 1, count: sequences.count), sequences: sequences.indices, to: &gradient)
    return gradient
  }

  /// The derivative along a direction from four values, whose error is of the order of the fourth power of the step.
  func derivative(at parameters: TransformerParameters, along direction: [Double]) throws -> Double {
    func value(_ step: Double) throws -> Double {
      var moved = parameters
      for index in direction.indices { moved.values[index] += step * direction[index] }
      return try self.value(at: moved)
    }
    let step = 1e-3
    let near = try value(step) - value(-step)
    let far = try value(2 * step) - value(-2 * step)
    return (8 * near - far) / (12 * step)
  }
}
