import Algorithms
import RandomStreams
import Rollouts

/// The gradient of a network at fixed weights and prompts, seen by several baselines over independent batches.
///
/// Every batch is sampled once, differentiated once, and weighed once per arm: all arms see the same rollouts.
public struct GradientProbe {
  /// What turns a batch into the coefficients of its scores.
  public enum Arm: Sendable {
    /// An algorithm that sees the whole batch.
    case batch(Algorithm)
    /// An algorithm of its own for every prompt, such as a constant baseline that fits the prompt.
    case perPrompt([Algorithm])

    func coefficients(for batch: Batch) throws -> [Double] {
      switch self {
      case .batch(let algorithm):
        return try algorithm.rolloutCoefficients(for: batch)
      case .perPrompt(let algorithms):
        return try (0..<batch.groupCount).flatMap { group in
          let rollouts = Array(batch.rollouts[batch.group(group)])
          let coefficients = try algorithms[group].rolloutCoefficients(for: Batch(groups: [rollouts]))
          return coefficients.map { $0 / Double(batch.groupCount) }
        }
      }
    }
  }

  private let learner: Learner
  private let prompts: [[Int]]
  private let groupSize: Int

  /// A probe of the learner's present weights.
  public init(learner: Learner, prompts: [[Int]], groupSize: Int) {
    self.learner = learner
    self.prompts = prompts
    self.groupSize = groupSize
  }

  /// Sampled moments of every prompt, from `batchCount` batches at an address.
  ///
  /// - Parameter visit: sees every differentiated batch, for statistics of single rollouts.
  /// - Throws: `TransformerError` from the model.
  public func promptMoments(
    batchCount: Int, path: StreamPath, visit: (Batch) -> Void = { _ in }
  ) throws -> [PromptMoments] {
    let others = Algorithm(groupSize: groupSize, baseline: .leaveOneOut)
    var moments = prompts.map { _ in PromptMoments(parameterCount: learner.parameters.values.count) }
    for index in 0..<batchCount {
      var rollouts = try learner.collect(prompts: prompts, groupSize: groupSize, path: path[index])
      try learner.differentiate(&rollouts, withScoreNorms: true)
      visit(rollouts.batch)
      let weights = try others.advantages(for: rollouts.batch).map { Float($0 / Double(groupSize)) }
      for prompt in prompts.indices {
        let group = rollouts.batch.group(prompt)
        moments[prompt].add(
          rollouts.batch.rollouts[group],
          gradient: learner.gradient(weights: Array(weights[group]), of: group))
      }
    }
    return moments
  }

  /// The batch gradients Σ c_i ∇ log π(y_i) of every arm, for `batchCount` batches at an address.
  ///
  /// - Returns: for every arm the gradients of all batches.
  /// - Throws: `TransformerError` from the model, `AlgorithmError` from an arm.
  public func gradients(of arms: [Arm], batchCount: Int, path: StreamPath) throws -> [[[Double]]] {
    var gradients = arms.map { _ in [[Double]]() }
    for index in 0..<batchCount {
      var rollouts = try learner.collect(prompts: prompts, groupSize: groupSize, path: path[index])
      try learner.differentiate(&rollouts, withScoreNorms: true)
      for (arm, rule) in arms.enumerated() {
        let weights = try rule.coefficients(for: rollouts.batch).map { Float($0) }
        gradients[arm].append(learner.gradient(weights: weights, of: 0..<weights.count).map(Double.init))
      }
    }
    return gradients
  }
}
