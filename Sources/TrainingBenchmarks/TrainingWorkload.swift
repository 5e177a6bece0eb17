import Algorithms
import RandomStreams
import Training
import Transformer

/// What is timed: sampling, a step of training on all rollouts, and a whole step of reinforcement, by the trainer's parts.
final class TrainingWorkload {
  let rollouts: RecordedRollouts
  let shape: TransformerShape
  private var parameters: TransformerParameters
  private var optimizer: Adam
  private let sampler: ParallelSampler
  private let pass: ParallelPass
  private let streams: [RandomStream]
  private let apart: [[Int]]
  private let sequences: [TokenSequence]
  private var gradient: [Float]

  /// A network with random weights; its responses have the recorded lengths.
  init(_ rollouts: RecordedRollouts, model: ModelSettings) throws {
    self.rollouts = rollouts
    shape = try TransformerShape(
      vocabularySize: rollouts.vocabularySize, width: model.width, layerCount: model.layers,
      headCount: model.heads, feedForwardWidth: model.feedForwardWidth,
      contextLength: rollouts.promptLength + rollouts.responseSlots)
    parameters = TransformerParameters(shape: shape, stream: StreamPath(seed: 1)["weights"].stream())
    optimizer = Adam(parameterCount: shape.parameterCount)
    sampler = ParallelSampler(shape: shape)
    pass = ParallelPass(shape: shape)
    streams = rollouts.prompts.indices.map { StreamPath(seed: 1)["rollout"][$0].stream() }
    gradient = Array(repeating: 0, count: shape.parameterCount)
    apart = rollouts.prompts.enumerated().map { index, prompt in
      [(prompt[0] + index) % rollouts.vocabularySize] + prompt.dropFirst()
    }
    sequences = try sampler.sample(
      parameters, prompts: rollouts.prompts, streams: streams, endToken: nil,
      maximumResponseLengths: rollouts.responseLengths
    ).flatMap(\.sequences)
  }

  /// A response to every prompt.
  @discardableResult
  func sample() throws -> [SampledResponses] { try sample(rollouts.prompts) }

  /// A response to every prompt, where neighbours differ, so that no two rollouts share the work on one.
  func sampleApart() throws { _ = try sample(apart) }

  private func sample(_ prompts: [[Int]]) throws -> [SampledResponses] {
    try sampler.sample(
      parameters, prompts: prompts, streams: streams, endToken: nil,
      maximumResponseLengths: rollouts.responseLengths)
  }

  /// Forward and backward pass over all rollouts, their gradient with equal weights, and a step of Adam.
  func train(withScoreNorms: Bool = false) throws {
    try pass.forward(parameters, sequences, temperature: 1)
    pass.backward(parameters)
    if withScoreNorms { _ = pass.squaredScoreNorms() }
    for index in gradient.indices { gradient[index] = 0 }
    let weights = [Float](repeating: 1 / Float(sequences.count), count: sequences.count)
    pass.addGradient(weights: weights, sequences: sequences.indices, to: &gradient)
    step(gradient)
  }

  private func step(_ gradient: [Float]) {
    var gradient = gradient
    GradientNorm.clip(&gradient, norm: GradientNorm.of(gradient), to: 1e9)
    optimizer.ascend(&parameters.values, gradient: gradient, learningRate: 1e-6)
  }

  /// Sampling, the recorded verdicts, advantages of RLOO, the gradient on policy and a step of Adam.
  func reinforce() throws {
    let rollouts = CollectedRollouts(
      try sample(), outcomes: rollouts.successes, groupSize: rollouts.groupSize)
    let estimate = try PolicyGradient(
      algorithm: Algorithm(groupSize: self.rollouts.groupSize, baseline: .leaveOneOut), pass: pass,
      parameters: parameters, temperature: 1, tokensPerPass: .max
    ).onPolicy(rollouts, boundary: nil)
    step(estimate.gradient)
  }

  /// The additions and multiplications of the matrix products of a step of training, attention's left out: three products
  /// a layer, and 2 · inputs · outputs for every row that goes through it.
  var matrixOperations: Double {
    let inputRows = sequences.reduce(0) { $0 + $1.tokens.count - 1 }
    let responseRows = rollouts.responseTokens
    let (d, f) = (shape.width, shape.feedForwardWidth)
    let rest = d * d + 3 * d * f
    var sum = responseRows * d * shape.vocabularySize
    for layer in 0..<shape.layerCount {
      sum += inputRows * 3 * d * d + (layer == shape.layerCount - 1 ? responseRows : inputRows) * rest
    }
    return 6 * Double(sum)
  }
}
