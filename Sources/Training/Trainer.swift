import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Transformer

/// A small transformer learning a verifiable task: sample → verify → advantage → loss → step.
///
/// The random numbers of every rollout have an address of their own below the trainer's path, so that a run has
/// the same bits in whatever order its parts are computed. Single-threaded; run several trainers side by side.
public final class Trainer {
  /// The task that verifies responses.
  public let task: any VerifiableTask
  /// The weights as they now are.
  public private(set) var parameters: TransformerParameters
  /// The address of this run's random numbers.
  public let path: StreamPath
  /// Adam's step size η > 0.
  public var learningRate: Float {
    get { optimizer.learningRate }
    set { optimizer.learningRate = newValue }
  }
  private var optimizer: Adam
  private var step = 0
  private let pass: TransformerPass
  private let sampler: TransformerSampler

  /// A trainer with freshly drawn weights.
  public init(task: any VerifiableTask, shape: TransformerShape, learningRate: Float, path: StreamPath) {
    self.task = task
    self.path = path
    parameters = TransformerParameters(shape: shape, stream: path["initialisation"].stream())
    optimizer = Adam(parameterCount: shape.parameterCount, learningRate: learningRate)
    pass = TransformerPass(shape: shape)
    sampler = TransformerSampler(shape: shape)
  }

  /// One step of the algorithm on fresh prompts: on-policy, no ratio and no clipping, because the rollouts are
  /// those of the weights they train.
  ///
  /// - Returns: the success rate of the rollouts, an unbiased estimate for the weights before the step.
  /// - Throws: `AlgorithmError` from the algorithm, among them for parts that weigh single tokens; `TransformerError`
  ///   from the model.
  public func reinforce(_ algorithm: Algorithm, promptCount: Int) throws -> Double {
    let path = nextStepPath()
    let prompts = prompts(promptCount, path: path)
    var rollouts = try collect(prompts: prompts, groupSize: algorithm.groupSize, path: path)
    try differentiate(&rollouts, withScoreNorms: algorithm.dependence == .squaredScoreNorms)
    ascend(weights: try algorithm.rolloutCoefficients(for: rollouts.batch).map { Float($0) })
    return rollouts.successRate
  }

  /// One supervised step on solutions of fresh prompts: the mean log-likelihood per response token goes up.
  ///
  /// - Throws: `TransformerError` from the model.
  public func imitate(promptCount: Int) throws {
    let path = nextStepPath()
    let sequences = prompts(promptCount, path: path).map {
      TokenSequence(tokens: $0 + task.solution(to: $0), promptLength: $0.count)
    }
    let tokenCount = sequences.reduce(0) { $0 + $1.tokens.count - $1.promptLength }
    try pass.forward(parameters, TokenBatch(sequences))
    pass.backward(parameters)
    ascend(weights: Array(repeating: 1 / Float(tokenCount), count: sequences.count))
  }

  /// The success rate on fresh prompts, one rollout each.
  ///
  /// - Throws: `TransformerError` from the model.
  public func evaluate(promptCount: Int) throws -> Double {
    let path = path["evaluation"][step]
    return try collect(prompts: prompts(promptCount, path: path), groupSize: 1, path: path).successRate
  }

  /// Random prompts at an address.
  public func prompts(_ count: Int, path: StreamPath) -> [[Int]] {
    (0..<count).map { index in
      var stream = path["prompt"][index].stream()
      return task.prompt(from: &stream)
    }
  }

  /// Samples and verifies a group of rollouts for every prompt.
  ///
  /// - Throws: `TransformerError` from the model.
  public func collect(prompts: [[Int]], groupSize: Int, path: StreamPath) throws -> CollectedRollouts {
    let repeated = prompts.flatMap { Array(repeating: $0, count: groupSize) }
    let sequences = try sampler.sample(
      parameters, prompts: repeated, streams: repeated.indices.map { path["rollout"][$0].stream() },
      endToken: task.endToken, maximumResponseLength: task.maximumResponseLength
    ).sequences
    let outcomes = try task.outcomes(
      of: sequences.map { TaskResponse(prompt: Array($0.prompt), response: Array($0.response)) })
    let rollouts = zip(sequences, outcomes).map { Rollout(reward: $1 ? 1 : 0, length: $0.chosenCount) }
    return CollectedRollouts(sequences: sequences, batch: Batch(rollouts, groupSize: groupSize))
  }

  /// Forward and unit-weight backward pass; afterwards ``gradient(weights:of:)`` weighs the scores.
  ///
  /// - Throws: `TransformerError` from the model.
  public func differentiate(_ rollouts: inout CollectedRollouts, withScoreNorms: Bool) throws {
    try pass.forward(parameters, TokenBatch(rollouts.sequences))
    pass.backward(parameters)
    guard withScoreNorms else { return }
    for (index, norm) in pass.squaredScoreNorms().enumerated() {
      rollouts.batch.rollouts[index].squaredScoreNorm = norm
    }
  }

  /// Σ_i w_i ∇ log π(y_i) over the given rollouts of the last ``differentiate(_:withScoreNorms:)``.
  ///
  /// - Parameters:
  ///   - weights: a weight for every rollout of `range`.
  ///   - range: which rollouts.
  public func gradient(weights: [Float], of range: Range<Int>) -> [Float] {
    var gradient = [Float](repeating: 0, count: parameters.values.count)
    pass.addGradient(weights: weights, sequences: range, to: &gradient)
    return gradient
  }

  private func ascend(weights: [Float]) {
    optimizer.ascend(&parameters.values, gradient: gradient(weights: weights, of: 0..<weights.count))
  }

  private func nextStepPath() -> StreamPath {
    step += 1
    return path["step"][step]
  }
}
