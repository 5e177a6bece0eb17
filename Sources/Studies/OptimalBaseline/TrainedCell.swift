import Algorithms
import Foundation
import PolicyGradientTheory
import RandomStreams
import Rollouts
import RunStatistics
import Training

/// One seed: warm up, reinforce from level to level, and at each level predict with one half of the rollouts and
/// measure with the other.
struct TrainedCell {
  let seed: Int
  let parameters: OptimalBaselineParameters.Training
  let path: StreamPath

  func run(_ context: CellContext) throws -> TrainedResult {
    let learner = Learner(
      task: try parameters.makeTask(), shape: try parameters.makeShape(),
      learningRate: parameters.warmUp.learningRate, path: path)
    var levels: [TrainedResult.Level] = []
    var steps = Steps()
    for (index, level) in parameters.levels.enumerated() {
      func progress(_ share: Double) {
        context.progress((Double(index) + share) / Double(parameters.levels.count))
      }
      let reached =
        index == 0
        ? try warmUp(learner, to: level.success, steps: &steps) { progress(0.4 * $0) }
        : try reinforce(learner, to: level.success, steps: &steps) { progress(0.4 * $0) }
      guard reached else { break }
      levels.append(
        try probe(learner, level: level, steps: steps.total, context: context) { progress(0.4 + 0.6 * $0) })
    }
    return TrainedResult(seed: seed, levels: levels)
  }

  /// Supervised steps until the success rate of fresh rollouts reaches the target; false where it never does.
  private func warmUp(
    _ learner: Learner, to target: Double, steps: inout Steps, progress: (Double) -> Void
  ) throws -> Bool {
    while steps.supervised < parameters.warmUp.maximumSteps {
      for _ in 0..<5 {
        try learner.imitate(promptCount: parameters.warmUp.prompts)
        steps.supervised += 1
      }
      progress(Double(steps.supervised) / Double(parameters.warmUp.maximumSteps))
      if try learner.evaluate(promptCount: 512) >= target { return true }
    }
    return false
  }

  /// Reinforcement until the mean success rate of ten steps reaches the target; false where it never does.
  private func reinforce(
    _ learner: Learner, to target: Double, steps: inout Steps, progress: (Double) -> Void
  ) throws -> Bool {
    let settings = parameters.reinforcement
    let algorithm = Algorithm(groupSize: settings.groupSize, baseline: settings.baseline.baseline)
    learner.learningRate = settings.learningRate
    var recent: [Double] = []
    while steps.reinforced < settings.maximumSteps {
      recent.append(try learner.reinforce(algorithm, promptCount: settings.prompts))
      steps.reinforced += 1
      progress(Double(steps.reinforced) / Double(settings.maximumSteps))
      if recent.count >= 10 && recent.suffix(10).reduce(0, +) / 10 >= target { return true }
    }
    return false
  }

  private func probe(
    _ learner: Learner, level: OptimalBaselineParameters.Level, steps: Int, context: CellContext,
    progress: (Double) -> Void
  ) throws -> TrainedResult.Level {
    let settings = parameters.probe
    let path = path["probe"][level.name]
    let probe = GradientProbe(
      learner: learner, prompts: learner.prompts(settings.prompts, path: path), groupSize: settings.groupSize)
    var rollouts: [Rollout] = []
    let sums = try probe.promptMoments(batchCount: settings.batches, path: path["first-half"]) {
      rollouts.append(contentsOf: $0.rollouts)
    }
    progress(0.4)
    let oracle = OracleBaselines(sums)
    let forecast = try oracle.forecasts(groupSize: settings.groupSize)
    try context.recordForecast(
      level.name,
      Forecast(
        statement:
          "variance of the batch gradient in the second half at level \(level.name), from the moments of"
          + " the first half by results 1.1 and 1.10", values: forecast))
    let arms = TrainedArm.allCases
    let gradients = try probe.gradients(
      of: arms.map { oracle.probeArm($0, groupSize: settings.groupSize) }, batchCount: settings.batches,
      path: path["second-half"])
    progress(1)
    return TrainedResult.Level(
      name: level.name, steps: steps, successRate: mean(rollouts.map(\.reward)),
      meanSquaredScoreNorm: mean(rollouts.map { $0.squaredScoreNorm ?? .nan }),
      successToFailureScoreNorm: successToFailureRatio(rollouts),
      scoreNormLengthCorrelation: withinPromptCorrelation(rollouts) { Double($0.length) },
      scoreNormRewardCorrelation: withinPromptCorrelation(rollouts) { $0.reward },
      unequalLengths: shareOfUnequalLengths(rollouts),
      arms: compare(arms, gradients: gradients, forecast: forecast),
      dots: rollouts.prefix(300).map {
        TrainedResult.Dot(
          length: $0.length, squaredScoreNorm: $0.squaredScoreNorm ?? .nan, reward: $0.reward)
      })
  }

  private func compare(
    _ arms: [TrainedArm], gradients: [[[Double]]], forecast: [String: Double]
  ) -> [String: TrainedResult.Arm] {
    guard let others = arms.firstIndex(of: .preset(.leaveOneOut)) else { return [:] }
    let samples = gradients.map { GradientSample(gradients: $0, reference: gradients[others]) }
    let reference = samples[others]
    var results: [String: TrainedResult.Arm] = [:]
    for (arm, sample) in zip(arms, samples) {
      func shrinkage(_ leftOut: Int?) -> Double {
        arm.shrinkage(groupSize: parameters.probe.groupSize, promptCount: parameters.probe.prompts)
          ?? sample.signal(leavingOut: leftOut) / reference.signal(leavingOut: leftOut)
      }
      func logRatio(_ leftOut: Int?) -> Double {
        log(sample.variance(leavingOut: leftOut) / reference.variance(leavingOut: leftOut))
      }
      let hasSignal = ([nil] + (0..<sample.count).map(Optional.init)).allSatisfy { shrinkage($0) > 0 }
      results[arm.name] = TrainedResult.Arm(
        variance: sample.variance(),
        logRatioToLeaveOneOut: Jackknife.estimate(blockCount: sample.count, statistic: logRatio),
        logRatioToLeaveOneOutAtEqualSignal: hasSignal
          ? Jackknife.estimate(blockCount: sample.count) { logRatio($0) - 2 * log(shrinkage($0)) } : nil,
        shrinkage: hasSignal ? shrinkage(nil) : nil,
        squaredOffAxisBias: squaredOffAxisBias(sample, reference: reference),
        forecast: forecast[arm.name])
    }
    return results
  }

  /// |E g|²/|∇ρ|² − (E g · ∇ρ/|∇ρ|²)², from products of different batches; nil without a signal.
  private func squaredOffAxisBias(_ sample: GradientSample, reference: GradientSample) -> Double? {
    let squaredGradient = reference.squaredMeanNorm
    guard squaredGradient > 0 else { return nil }
    let along = sample.signal() / squaredGradient
    return sample.squaredMeanNorm / squaredGradient - along * along
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The correlation of the squared score norm with a property of the rollout, both centred within their prompt: what
  /// a baseline of the prompt can make use of.
  private func withinPromptCorrelation(_ rollouts: [Rollout], with value: (Rollout) -> Double) -> Double? {
    var pairs: [(x: Double, y: Double)] = []
    for prompt in 0..<parameters.probe.prompts {
      let own = rollouts.indices
        .filter { $0 / parameters.probe.groupSize % parameters.probe.prompts == prompt }.map { rollouts[$0] }
      let meanValue = mean(own.map(value))
      let meanNorm = mean(own.map { $0.squaredScoreNorm ?? .nan })
      pairs += own.map { (x: value($0) - meanValue, y: ($0.squaredScoreNorm ?? .nan) - meanNorm) }
    }
    return correlation(pairs)
  }

  /// The share of groups with successes and failures whose responses differ in length.
  ///
  /// Elsewhere length-weighting is the plain mean. Nil where every group is dead.
  private func shareOfUnequalLengths(_ rollouts: [Rollout]) -> Double? {
    let groups = stride(from: 0, to: rollouts.count, by: parameters.probe.groupSize)
      .map { rollouts[$0..<$0 + parameters.probe.groupSize] }
      .filter { Set($0.map(\.reward)).count > 1 }
    return groups.isEmpty
      ? nil : Double(groups.count { Set($0.map(\.length)).count > 1 }) / Double(groups.count)
  }

  private func successToFailureRatio(_ rollouts: [Rollout]) -> Double? {
    let norms = [1.0, 0.0].map { reward in
      rollouts.filter { $0.reward == reward }.map { $0.squaredScoreNorm ?? .nan }
    }
    return norms.contains(where: \.isEmpty) ? nil : mean(norms[0]) / mean(norms[1])
  }
}

/// Steps of the optimiser so far.
private struct Steps {
  var supervised = 0
  var reinforced = 0

  var total: Int { supervised + reinforced }
}
