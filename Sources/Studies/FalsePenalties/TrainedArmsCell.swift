import Algorithms
import RandomStreams
import Training

/// One network: supervised steps up to a success rate, then every arm from those weights, on equal random numbers.
struct TrainedArmsCell {
  let seed: Int
  let training: FalsePenaltyParameters.Training
  let path: StreamPath

  /// How often success is measured.
  static let updatesPerEvaluation = 10
  /// On how many fresh prompts, the same for all arms, with one rollout each.
  private static let promptsOfEvaluation = 512

  func run(_ context: CellContext) throws -> TrainedArmsResult {
    var start: Double?
    var success: [String: [Double]] = [:]
    for (index, arm) in training.arms.enumerated() {
      let learner = try Learner(
        task: training.task.makeTask(), shape: training.model.shape(for: training.task.makeTask()),
        learningRate: training.warmUp.learningRate, path: path)
      // The same steps on the same numbers lead every arm to the same weights.
      start = try warmUp(learner)
      guard start != nil else { break }
      var algorithm = try configuredAlgorithm(arm.algorithm, settings: arm.settings ?? [], of: arm.name)
      algorithm.groupSize = arm.groupSize
      learner.learningRate = training.learningRate
      var curve: [Double] = []
      for update in 0..<training.updates {
        _ = try learner.reinforce(algorithm, promptCount: arm.prompts)
        if update % Self.updatesPerEvaluation == Self.updatesPerEvaluation - 1 {
          curve.append(try learner.evaluate(promptCount: Self.promptsOfEvaluation))
          let done = Double(update + 1) / Double(training.updates)
          context.progress((Double(index) + done) / Double(training.arms.count))
        }
      }
      success[arm.name] = curve
    }
    return TrainedArmsResult(seed: seed, start: start, success: success)
  }

  /// The success rate of fresh rollouts once it has reached the target; nil where it never does.
  private func warmUp(_ learner: Learner) throws -> Double? {
    var steps = 0
    while steps < training.warmUp.maximumSteps {
      for _ in 0..<5 {
        try learner.imitate(promptCount: training.warmUp.prompts)
        steps += 1
      }
      let success = try learner.evaluate(promptCount: 512)
      if success >= training.success { return success }
    }
    return nil
  }
}
