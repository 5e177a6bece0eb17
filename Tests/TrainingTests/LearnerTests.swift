import Algorithms
import RandomStreams
import Rollouts
import Tasks
import Testing
import Training
import Transformer

@Suite("A transformer that learns step by step")
struct LearnerTests {
  /// Copy one bit: small enough for a debug build to learn in a second.
  static func learner(seed: UInt64 = 1, learningRate: Float = 0.01) throws -> Learner {
    let task = try RunningSum(modulus: 2, digits: 1...2)
    let shape = try TransformerShape(
      vocabularySize: task.vocabularySize, width: 8, layerCount: 1, headCount: 2, feedForwardWidth: 12,
      contextLength: task.maximumPromptLength + task.maximumResponseLength)
    return Learner(task: task, shape: shape, learningRate: learningRate, path: StreamPath(seed: seed)["test"])
  }

  @Test func imitationThenReinforcementLearnTheTask() throws {
    let learner = try Self.learner()
    let untrained = try learner.evaluate(promptCount: 200)
    for _ in 0..<200 where try learner.evaluate(promptCount: 100) < 0.5 {
      try learner.imitate(promptCount: 16)
    }
    let algorithm = Algorithm(groupSize: 4, baseline: .leaveOneOut)
    for _ in 0..<60 { _ = try learner.reinforce(algorithm, promptCount: 16) }
    let trained = try learner.evaluate(promptCount: 200)
    // 200 rollouts: a standard error of at most .035 for each rate.
    #expect(trained > untrained + 4 * 0.05 && trained > 0.8)
  }

  @Test func equalPathsTrainToEqualBits() throws {
    func train(_ seed: UInt64) throws -> [Float] {
      let learner = try Self.learner(seed: seed)
      for _ in 0..<3 { try learner.imitate(promptCount: 4) }
      let algorithm = Algorithm(groupSize: 4, baseline: .scoreNormWeighted(ownRollout: .excluded))
      for _ in 0..<3 { _ = try learner.reinforce(algorithm, promptCount: 4) }
      return learner.parameters.values
    }
    let first = try train(1)
    #expect(try train(1) == first)
    #expect(try train(2) != first)
  }

  @Test func evaluationDoesNotDisturbTraining() throws {
    let quiet = try Self.learner()
    let watched = try Self.learner()
    for _ in 0..<3 {
      try quiet.imitate(promptCount: 4)
      try watched.imitate(promptCount: 4)
      _ = try watched.evaluate(promptCount: 8)
    }
    #expect(quiet.parameters == watched.parameters)
  }

  /// What a baseline reads as the squared score norm of a rollout is that of its own gradient.
  @Test func rolloutsCarryTheSquaredNormOfTheirOwnScore() throws {
    let learner = try Self.learner()
    let path = StreamPath(seed: 7)["norms"]
    var rollouts = try learner.collect(prompts: learner.prompts(3, path: path), groupSize: 2, path: path)
    #expect(rollouts.batch.rollouts.allSatisfy { $0.squaredScoreNorm == nil })
    try learner.differentiate(&rollouts, withScoreNorms: true)
    for (index, rollout) in rollouts.batch.rollouts.enumerated() {
      let score = learner.gradient(weights: [1], of: index..<index + 1)
      let norm = score.reduce(0) { $0 + Double($1) * Double($1) }
      // Float products of some hundred terms: 100 ulp of Float.
      #expect(abs(try #require(rollout.squaredScoreNorm) - norm) <= 100 * Double(Float.ulpOfOne) * norm)
    }
  }

  @Test func armsSeeTheSameBatchAndAgreeWhereTheyMust() throws {
    let learner = try Self.learner()
    let path = StreamPath(seed: 5)["probe"]
    let probe = GradientProbe(
      learner: learner, prompts: learner.prompts(3, path: path), groupSize: 4)
    let others = Algorithm(groupSize: 4, baseline: .leaveOneOut)
    let constants = (0..<3).map { Algorithm(groupSize: 4, baseline: .constant(0.1 * Double($0))) }
    let gradients = try probe.gradients(
      of: [
        .batch(others), .perPrompt([others, others, others]),
        .batch(Algorithm(groupSize: 4, baseline: .groupMean)), .perPrompt(constants),
      ], batchCount: 3, path: path)
    #expect(gradients[0] == gradients[1])
    let scale = gradients[0].joined().map(abs).max() ?? 0
    for (leaveOneOut, mean) in zip(gradients[0].joined(), gradients[2].joined()) {
      #expect(abs(0.75 * leaveOneOut - mean) <= 64 * scale * Double(Float.ulpOfOne))
    }
    #expect(gradients[3] != gradients[0])
  }

  /// Moments of two single-rollout groups, by hand: |∇ρ|² = g₁ · g₂.
  @Test func promptMomentsSumWhatTheySay() throws {
    let learner = try Self.learner()
    let path = StreamPath(seed: 6)["moments"]
    let prompts = learner.prompts(2, path: path)
    let probe = GradientProbe(learner: learner, prompts: prompts, groupSize: 4)
    var batches: [Batch] = []
    let moments = try probe.promptMoments(batchCount: 5, path: path) { batches.append($0) }
    for prompt in 0..<2 {
      let rollouts = batches.flatMap { $0.rollouts[$0.group(prompt)] }
      #expect(moments[prompt].count == 20)
      #expect(moments[prompt].reward == rollouts.reduce(0) { $0 + $1.reward })
      let norms = rollouts.reduce(0) { $0 + ($1.squaredScoreNorm ?? .nan) }
      #expect(abs(moments[prompt].squaredScoreNorm - norms) <= 1e-12 * norms)
    }
    // Five batches of one prompt's leave-one-out gradients: Σ_{a≠b} g_a · g_b / 20.
    let single = GradientProbe(learner: learner, prompts: [prompts[0]], groupSize: 4)
    let alone = try single.promptMoments(batchCount: 5, path: path["alone"])
    let gradients = try single.gradients(
      of: [.batch(Algorithm(groupSize: 4, baseline: .leaveOneOut))], batchCount: 5, path: path["alone"])[0]
    var products = 0.0
    for a in 0..<5 {
      for b in 0..<5 where a != b {
        products += zip(gradients[a], gradients[b]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    let scale = gradients.joined().reduce(0) { $0 + $1 * $1 }
    #expect(abs(alone[0].squaredGradientNorm - products / 20) <= 1e-6 * scale)
  }
}
