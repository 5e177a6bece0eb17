import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Transformer

/// A small transformer that learns a verifiable task, one step at a time, under the hand of whoever calls.
///
/// The random numbers of every rollout have an address of their own below the learner's path, and work is dealt to threads
/// in a fixed way, so that a run has the same bits whatever the number of threads. It belongs to one task at a time. A
/// whole run by settings is a ``Trainer``.
public final class Learner {
  /// The task that verifies responses.
  public let task: any VerifiableTask
  /// The weights as they now are.
  public internal(set) var parameters: TransformerParameters
  /// The address of this run's random numbers.
  public let path: StreamPath
  /// The optimiser's step size η > 0.
  public var learningRate: Float
  var optimizer: any Optimizer
  let pass: ParallelPass
  private let sampler: ParallelSampler
  private var step = 0

  /// A learner with freshly drawn weights and Adam.
  public convenience init(
    task: any VerifiableTask, shape: TransformerShape, learningRate: Float, path: StreamPath
  ) {
    self.init(
      task: task,
      parameters: TransformerParameters(shape: shape, stream: path["initialisation"].stream()),
      learningRate: learningRate, path: path)
  }

  /// A learner with given weights and Adam.
  ///
  /// - Precondition: the weights' vocabulary is the task's, and its longest prompt and response fit their context.
  public init(
    task: any VerifiableTask, parameters: TransformerParameters, learningRate: Float, path: StreamPath
  ) {
    let shape = parameters.shape
    self.task = task
    self.path = path
    self.learningRate = learningRate
    self.parameters = parameters
    optimizer = Adam(parameterCount: shape.parameterCount)
    pass = ParallelPass(shape: shape)
    sampler = ParallelSampler(shape: shape)
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
    try differentiate(&rollouts, withScoreNorms: algorithm.baseline.dependence == .squaredScoreNorms)
    let weights = try algorithm.rolloutCoefficients(for: rollouts.batch).map { Float($0) }
    ascend(gradient(weights: weights, of: 0..<weights.count))
    return rollouts.successRate
  }

  /// One supervised step on solutions of fresh prompts: the mean log-likelihood per response token goes up.
  ///
  /// - Throws: `TransformerError` from the model; ``TrainingError/warmUpDiverged(quantity:value:diagnosis:)`` before a step
  ///   whose gradient is not finite.
  public func imitate(promptCount: Int) throws {
    let prompts = prompts(promptCount, path: nextStepPath())
    try imitate(prompts.map { sequence(prompt: $0, response: task.solution(to: $0)) })
  }

  /// One supervised step on given responses: the mean log-likelihood per token that the policy chooses goes up.
  ///
  /// - Parameter tokensPerPass: the most tokens that pass through the network at once; longer batches add up gradients.
  /// - Throws: as ``imitate(promptCount:)``.
  package func imitate(_ sequences: [TokenSequence], tokensPerPass: Int = .max) throws {
    let weight = 1 / Float(max(1, sequences.reduce(0) { $0 + $1.chosenCount }))
    var gradient = [Float](repeating: 0, count: parameters.values.count)
    for chunk in Deal.chunks(sequences.map(\.tokens.count), limit: tokensPerPass) {
      try pass.forward(parameters, Array(sequences[chunk]), temperature: 1)
      pass.backward(parameters)
      pass.addGradient(
        weights: Array(repeating: weight, count: chunk.count), sequences: 0..<chunk.count, to: &gradient)
    }
    try requireFiniteInWarmUp(GradientNorm.of(gradient), "gradient's norm", gradient: gradient)
    ascend(gradient)
  }

  /// A prompt and a response to it; what an environment wrote in the response is masked.
  package func sequence(prompt: [Int], response: [Int]) -> TokenSequence {
    TokenSequence(
      tokens: prompt + response, promptLength: prompt.count,
      mask: (task as? any InteractiveTask)?.mask(of: response, to: prompt))
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
  /// - Throws: `TransformerError` from the model, and what the task's verifier throws.
  public func collect(
    prompts: [[Int]], groupSize: Int, path: StreamPath, rule: SamplingRule = SamplingRule()
  ) throws -> CollectedRollouts {
    let repeated = prompts.flatMap { Array(repeating: $0, count: groupSize) }
    let samples = try sampler.sample(
      parameters, prompts: repeated, streams: repeated.indices.map { path["rollout"][$0].stream() },
      task: task, rule: rule)
    let outcomes = try task.outcomes(
      of: samples.flatMap(\.sequences).map {
        TaskResponse(prompt: Array($0.prompt), response: Array($0.response))
      })
    return CollectedRollouts(samples, outcomes: outcomes, groupSize: groupSize)
  }

  /// Forward and unit-weight backward pass; afterwards ``gradient(weights:of:)`` weighs the scores.
  ///
  /// - Throws: `TransformerError` from the model.
  public func differentiate(_ rollouts: inout CollectedRollouts, withScoreNorms: Bool) throws {
    try pass.forward(parameters, rollouts.sequences, temperature: 1)
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

  /// One step of the optimiser.
  func ascend(_ gradient: [Float]) {
    optimizer.ascend(&parameters.values, gradient: gradient, learningRate: learningRate)
  }

  private func nextStepPath() -> StreamPath {
    step += 1
    return path["step"][step]
  }
}
