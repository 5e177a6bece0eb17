import Algorithms
import RandomStreams
import Tasks
import Training
import Transformer

/// What theory asks of a policy that has seen a few solutions.
struct DocumentedProbes {
  /// The part of an update's penalties that falls on good tokens; nil without penalties.
  let falsePenaltyShare: Double?
  /// |∇ρ|² of every prompt, with its ρ(1 − ρ).
  let mobilities: [PromptMobility]
  /// ‖∇ log π(y)‖² of every rollout.
  let scoreNorms: [Double]
  /// The same of every single token.
  let tokenScoreNorms: [[Double]]

  init() throws {
    let task = try RunningSum(modulus: 2, digits: 1...2)
    let shape = try TransformerShape(
      vocabularySize: task.vocabularySize, width: 8, layerCount: 1, headCount: 2, feedForwardWidth: 16,
      contextLength: task.maximumPromptLength + task.maximumResponseLength)
    let learner = Learner(task: task, shape: shape, learningRate: 0.01, path: StreamPath(seed: 1))
    for _ in 0..<20 { try learner.imitate(promptCount: 16) }

    let path = StreamPath(seed: 1)["probes"]
    let prompts = learner.prompts(8, path: path)
    var rollouts = try learner.collect(prompts: prompts, groupSize: 8, path: path)
    let rloo = try AlgorithmPreset.rloo.algorithm().setting("groupSize=8")
    let weights = try rollouts.tokenWeights(of: rloo)
    falsePenaltyShare = try TokenAdvantageProbe(learner: learner, method: .enumeration)
      .penalties(of: rollouts, weights: weights, margin: 1e-6).falsePenaltyShare

    mobilities = try MobilityProbe(learner: learner, prompts: prompts, groupSize: 8)
      .mobilities(batchCount: 4, path: path["mobility"])

    try learner.differentiate(&rollouts, withScoreNorms: true)
    scoreNorms = rollouts.batch.rollouts.compactMap(\.squaredScoreNorm)
    tokenScoreNorms = try TokenScoreNorms(of: rollouts.sequences, parameters: learner.parameters)
      .squaredNorms
  }
}
