import Algorithms
import Tasks
import Transformer

/// What the study of optimal baselines is measured on.
public struct OptimalBaselineParameters: Codable, Sendable {
  /// The exact policies.
  public struct Exact: Codable, Sendable {
    /// Rollouts per prompt.
    public var groupSize: Int
    /// Sampled batches in each half of the simulation.
    public var batches: Int
    /// The policies.
    public var policies: [PolicySpecification]
  }

  /// The network, its task and its way to the checkpoints.
  public struct Training: Codable, Sendable {
    /// Independent repetitions: weights, prompts and rollouts are all drawn anew.
    public var seeds: Int
    /// The running sum.
    public var task: TaskParameters
    /// The transformer.
    public var model: ModelParameters
    /// Supervised steps up to the first level.
    public var warmUp: WarmUp
    /// Reinforcement from level to level.
    public var reinforcement: Reinforcement
    /// The success rates at which the gradient is probed, rising.
    public var levels: [Level]
    /// The probe.
    public var probe: Probe
  }

  /// The task of adding digits.
  public struct TaskParameters: Codable, Sendable {
    /// Sums are taken modulo this.
    public var modulus: Int
    /// The fewest digits.
    public var minimumDigits: Int
    /// The most digits.
    public var maximumDigits: Int
  }

  /// The size of the transformer.
  public struct ModelParameters: Codable, Sendable {
    /// d.
    public var width: Int
    /// Layers.
    public var layers: Int
    /// Heads, a divisor of the width.
    public var heads: Int
    /// The width of the feed-forward layer.
    public var feedForwardWidth: Int
  }

  /// Supervised steps on solutions.
  public struct WarmUp: Codable, Sendable {
    /// Prompts a step.
    public var prompts: Int
    /// Adam's step size.
    public var learningRate: Float
    /// When to give up.
    public var maximumSteps: Int
  }

  /// On-policy steps.
  public struct Reinforcement: Codable, Sendable {
    /// The baseline that trains.
    public var baseline: BaselinePreset
    /// Rollouts per prompt.
    public var groupSize: Int
    /// Prompts a step.
    public var prompts: Int
    /// Adam's step size.
    public var learningRate: Float
    /// When to give up, counted over all levels.
    public var maximumSteps: Int
  }

  /// A checkpoint: the first weights whose success reaches a rate.
  public struct Level: Codable, Sendable {
    /// Its name in quantities.
    public var name: String
    /// The success rate, averaged over the last ten steps.
    public var success: Double
  }

  /// The measurement at a checkpoint.
  public struct Probe: Codable, Sendable {
    /// Prompts of a batch, the same in every batch.
    public var prompts: Int
    /// Rollouts per prompt.
    public var groupSize: Int
    /// Independent batches in each half.
    public var batches: Int
  }

  /// The exact side.
  public var exact: Exact
  /// The trained side.
  public var training: Training
}

extension OptimalBaselineParameters.Training {
  func makeTask() throws -> RunningSum { try task.makeTask() }

  func makeShape() throws -> TransformerShape { try model.shape(for: makeTask()) }
}

extension OptimalBaselineParameters.TaskParameters {
  func makeTask() throws -> RunningSum {
    try RunningSum(modulus: modulus, digits: minimumDigits...maximumDigits)
  }
}

extension OptimalBaselineParameters.ModelParameters {
  /// The network's shape for a task's prompts and responses.
  func shape(for task: RunningSum) throws -> TransformerShape {
    try TransformerShape(
      vocabularySize: task.vocabularySize, width: width, layerCount: layers, headCount: heads,
      feedForwardWidth: feedForwardWidth, contextLength: task.maximumPromptLength + task.maximumResponseLength
    )
  }
}
