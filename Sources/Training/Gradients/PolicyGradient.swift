import Algorithms
import Rollouts
import Transformer

/// Gradients of an algorithm's objective, minus its loss, in the weights of a network.
///
/// Rollouts go through the network in chunks of at most ``tokensPerPass`` tokens whose gradients add up, which changes
/// nothing but rounding: a loss is always that of its whole minibatch.
struct PolicyGradient {
  let algorithm: Algorithm
  let pass: ParallelPass
  let parameters: TransformerParameters
  let temperature: Float
  let tokensPerPass: Int

  /// log π of every response token.
  func logProbabilities(of sequences: [TokenSequence]) throws -> [Double] {
    try chunks(of: sequences, Array(sequences.indices)).flatMap { chunk in
      try pass.forward(parameters, chunk.map { sequences[$0] }, temperature: temperature)
      return pass.tokenLogProbabilities
    }
  }

  /// Fills in ‖∇ log π(y)‖² of every rollout.
  func measureScoreNorms(of rollouts: inout CollectedRollouts) throws {
    for chunk in chunks(of: rollouts.sequences, Array(rollouts.sequences.indices)) {
      try differentiate(rollouts.sequences, chunk)
      for (index, norm) in zip(chunk, pass.squaredScoreNorms()) {
        rollouts.batch.rollouts[index].squaredScoreNorm = norm
      }
    }
  }

  /// The gradient on policy, Σ c_i ∇ log π(y_i); rollouts whose coefficient is exactly 0 do not pass through the network.
  ///
  /// - Throws: `AlgorithmError`, among them for parts that weigh single tokens.
  func onPolicy(_ rollouts: CollectedRollouts, boundary: Int?) throws -> GradientEstimate {
    let coefficients = try algorithm.rolloutCoefficients(for: rollouts.batch).map { Float($0) }
    var estimate = GradientEstimate(parameterCount: pass.shape.parameterCount, boundary: boundary)
    var batch = rollouts.batch
    batch.tokens?.logProbabilities = batch.tokens?.oldLogProbabilities
    estimate.loss = try algorithm.loss(for: batch)
    for chunk in chunks(of: rollouts.sequences, coefficients.indices.filter { coefficients[$0] != 0 }) {
      try differentiate(rollouts.sequences, chunk)
      estimate.add(pass, weights: chunk.map { coefficients[$0] }, rollouts: chunk)
      estimate.trainedTokens += chunk.reduce(0) { $0 + rollouts.sequences[$1].chosenCount }
    }
    return estimate
  }

  /// The gradient of a minibatch by the derivatives of its loss in the log-probabilities of tokens.
  ///
  /// Rollouts without an advantage do not pass through the network, unless a KL in the loss moves them.
  ///
  /// - Throws: `AlgorithmError` where the rollouts lack what the algorithm reads.
  func offPolicy(_ minibatch: Minibatch, boundary: Int?) throws -> GradientEstimate {
    var estimate = GradientEstimate(parameterCount: pass.shape.parameterCount, boundary: boundary)
    var minibatch = minibatch
    let sequences = minibatch.rollouts.sequences
    for chunk in chunks(of: sequences, minibatch.movingRollouts(under: algorithm)) {
      try pass.forward(parameters, chunk.map { sequences[$0] }, temperature: temperature)
      let positions = minibatch.setLogProbabilities(pass.tokenLogProbabilities, of: chunk)
      try minibatch.evaluate(&estimate.loss, under: algorithm)
      pass.backward(parameters, tokenWeights: positions.map { Float(-estimate.loss.gradient[$0]) })
      estimate.add(pass, weights: chunk.map { _ in 1 }, rollouts: chunk)
      estimate.trainedTokens += chunk.reduce(0) { $0 + sequences[$1].chosenCount }
    }
    if estimate.trainedTokens == 0 { try minibatch.evaluate(&estimate.loss, under: algorithm) }
    return estimate
  }

  private func differentiate(_ sequences: [TokenSequence], _ chunk: ArraySlice<Int>) throws {
    try pass.forward(parameters, chunk.map { sequences[$0] }, temperature: temperature)
    pass.backward(parameters)
  }

  /// Some of the sequences, cut where a pass is full.
  private func chunks(of sequences: [TokenSequence], _ indices: [Int]) -> [ArraySlice<Int>] {
    Deal.chunks(indices.map { sequences[$0].tokens.count }, limit: tokensPerPass).map { indices[$0] }
  }
}
