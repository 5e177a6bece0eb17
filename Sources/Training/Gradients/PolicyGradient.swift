import Algorithms
import Rollouts
import Transformer

/// Gradients of an algorithm's objective, minus its loss, in the weights of a network.
///
/// Rollouts go through the network in chunks of at most so many tokens whose gradients add up, which changes
/// nothing but rounding: a loss is always that of its whole minibatch.
package struct PolicyGradient {
  private let algorithm: Algorithm
  private let pass: ParallelPass
  private let parameters: TransformerParameters
  private let temperature: Float
  private let tokensPerPass: Int

  /// Gradients at these weights, of the policy at a temperature.
  package init(
    algorithm: Algorithm, pass: ParallelPass, parameters: TransformerParameters, temperature: Float,
    tokensPerPass: Int
  ) {
    self.algorithm = algorithm
    self.pass = pass
    self.parameters = parameters
    self.temperature = temperature
    self.tokensPerPass = tokensPerPass
  }

  /// log π of every response token.
  func logProbabilities(of sequences: [TokenSequence]) throws -> [Double] {
    try chunks(of: sequences, Array(sequences.indices)).flatMap { chunk in
      try pass.forward(parameters, chunk.map { sequences[$0] }, temperature: temperature)
      return pass.tokenLogProbabilities
    }
  }

  /// Fills in ‖∇ log π(y)‖² of every rollout where the algorithm reads it.
  ///
  /// - Returns: whether the pass now holds the scores of all rollouts.
  @discardableResult
  package func measureScoreNorms(of rollouts: inout CollectedRollouts) throws -> Bool {
    guard algorithm.baseline.dependence == .squaredScoreNorms else { return false }
    let chunks = chunks(of: rollouts.sequences, Array(rollouts.sequences.indices))
    for chunk in chunks {
      try differentiate(rollouts.sequences, chunk)
      for (index, norm) in zip(chunk, pass.squaredScoreNorms()) {
        rollouts.batch.rollouts[index].squaredScoreNorm = norm
      }
    }
    return chunks.count == 1
  }

  /// The gradient on policy, Σ c_i ∇ log π(y_i); rollouts whose coefficient is exactly 0 do not pass through the network.
  ///
  /// - Throws: `AlgorithmError`, among them for parts that weigh single tokens.
  package func onPolicy(_ rollouts: CollectedRollouts, boundary: Int?) throws -> GradientEstimate {
    var rollouts = rollouts
    let holdsScores = try measureScoreNorms(of: &rollouts)
    let coefficients = try algorithm.rolloutCoefficients(for: rollouts.batch).map { Float($0) }
    var estimate = GradientEstimate(parameterCount: pass.shape.parameterCount, boundary: boundary)
    var batch = rollouts.batch
    batch.becomeCurrent()
    estimate.loss = try algorithm.loss(for: batch)
    let all = Array(coefficients.indices)
    let live = all.filter { coefficients[$0] != 0 }
    for chunk in holdsScores ? [all[...]] : chunks(of: rollouts.sequences, live) {
      if !holdsScores { try differentiate(rollouts.sequences, chunk) }
      estimate.add(pass, weights: chunk.map { coefficients[$0] }, rollouts: chunk)
      estimate.trainedTokens += chunk.reduce(0) { $0 + rollouts.sequences[$1].chosenCount }
    }
    return estimate
  }

  /// The gradient of a minibatch by the derivatives of its loss in the log-probabilities of tokens.
  ///
  /// Rollouts without an advantage do not pass through the network, unless a KL in the loss moves them. Where a trust region
  /// selects rollouts, the derivatives of a chunk depend on all the others, which are therefore read first.
  ///
  /// - Throws: `AlgorithmError` where the rollouts lack what the algorithm reads.
  package func offPolicy(_ minibatch: Minibatch, boundary: Int?) throws -> GradientEstimate {
    var estimate = GradientEstimate(parameterCount: pass.shape.parameterCount, boundary: boundary)
    var minibatch = minibatch
    let sequences = minibatch.rollouts.sequences
    let chunks = chunks(of: sequences, minibatch.movingRollouts(under: algorithm))
    if chunks.count > 1 && Minibatch.selectsAnew(under: algorithm) {
      for chunk in chunks {
        try pass.forward(parameters, chunk.map { sequences[$0] }, temperature: temperature)
        _ = minibatch.setLogProbabilities(pass.tokenLogProbabilities, of: chunk)
      }
    }
    for chunk in chunks {
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
