import Algorithms
import Policies
import RandomStreams
import Rollouts

/// Sampled batches of exact policies, seen by several algorithms at once.
///
/// All algorithms read the same rollouts (common random numbers), so that their differences are not noise. A batch
/// is one group for every prompt; the prompts share the policy's parameters.
public struct MonteCarlo: Sendable {
  private let prompts: [ResponseTable]
  private let probabilities: [[Double]]
  private let rollouts: [[Rollout]]

  /// Simulation of the given prompts.
  ///
  /// - Precondition: at least one prompt, all over the same parameters.
  public init(prompts: [ResponseTable]) {
    precondition(
      !prompts.isEmpty && prompts.allSatisfy { $0.parameterCount == prompts[0].parameterCount },
      "prompts of one policy share its parameters")
    self.prompts = prompts
    probabilities = prompts.map { $0.responses.map(\.probability) }
    rollouts = prompts.map { $0.responses.map { Rollout($0) } }
  }

  /// (1/P) Σ_x ∇ρ_x, the gradient that every batch estimates.
  public var gradient: [Double] { prompts.meanSuccessGradient }

  /// Rollouts of one batch, with the response each of them is.
  public struct SampledBatch: Sendable {
    /// The rollouts, a group for every prompt.
    public let batch: Batch
    /// The position in its prompt's table of every rollout's response.
    public let responses: [Int]
  }

  /// Batch `index` at an address: the same for every algorithm, and computable alone.
  public func batch(_ index: Int, groupSize: Int, path: StreamPath) -> SampledBatch {
    var stream = path[index].stream()
    var sampled: [Rollout] = []
    var responses: [Int] = []
    for prompt in prompts.indices {
      for _ in 0..<groupSize {
        let response = stream.categorical(probabilities[prompt])
        responses.append(response)
        sampled.append(rollouts[prompt][response])
      }
    }
    return SampledBatch(batch: Batch(sampled, groupSize: groupSize), responses: responses)
  }

  /// The gradient estimate of a batch on policy, Σ c_i s_i; (1/N) Σ A_i s_i with the default aggregation.
  ///
  /// - Throws: `AlgorithmError` from the algorithm.
  public func gradientEstimate(of algorithm: Algorithm, on sample: SampledBatch) throws -> [Double] {
    let coefficients = try algorithm.rolloutCoefficients(for: sample.batch)
    var gradient = [Double](repeating: 0, count: prompts[0].parameterCount)
    for (group, prompt) in prompts.enumerated() {
      for rollout in sample.batch.group(group) where coefficients[rollout] != 0 {
        let score = prompt.responses[sample.responses[rollout]].score
        for index in gradient.indices { gradient[index] += coefficients[rollout] * score[index] }
      }
    }
    return gradient
  }
}
