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
    let trainer = Trainer(
      task: try parameters.makeTask(), shape: try parameters.makeShape(),
      learningRate: parameters.warmUp.learningRate, path: path)
    var levels: [TrainedResult.Level] = []
    var steps = 0
    for (index, level) in parameters.levels.enumerated() {
      let reached =
        index == 0
        ? try warmUp(trainer, to: level.success, steps: &steps)
        : try reinforce(trainer, to: level.success, steps: &steps)
      guard reached else { break }
      levels.append(
        try probe(trainer, level: level, steps: steps, context: context) { share in
          context.progress((Double(index) + 0.4 + 0.6 * share) / Double(parameters.levels.count))
        })
    }
    return TrainedResult(seed: seed, levels: levels)
  }

  /// Supervised steps until the success rate of fresh rollouts reaches the target; false where it never does.
  private func warmUp(_ trainer: Trainer, to target: Double, steps: inout Int) throws -> Bool {
    while steps < parameters.warmUp.maximumSteps {
      for _ in 0..<10 {
        try trainer.imitate(promptCount: parameters.warmUp.prompts)
        steps += 1
      }
      if try trainer.evaluate(promptCount: 256) >= target { return true }
    }
    return false
  }

  /// Reinforcement until the mean success rate of ten steps reaches the target; false where it never does.
  private func reinforce(_ trainer: Trainer, to target: Double, steps: inout Int) throws -> Bool {
    let settings = parameters.reinforcement
    let algorithm = Algorithm(groupSize: settings.groupSize, baseline: settings.baseline.baseline)
    trainer.learningRate = settings.learningRate
    var recent: [Double] = []
    let limit = parameters.warmUp.maximumSteps + settings.maximumSteps
    while steps < limit {
      recent.append(try trainer.reinforce(algorithm, promptCount: settings.prompts))
      steps += 1
      if recent.count >= 10 && recent.suffix(10).reduce(0, +) / 10 >= target { return true }
    }
    return false
  }

  private func probe(
    _ trainer: Trainer, level: OptimalBaselineParameters.Level, steps: Int, context: CellContext,
    progress: (Double) -> Void
  ) throws -> TrainedResult.Level {
    let settings = parameters.probe
    let path = path["probe"][level.name]
    let probe = GradientProbe(
      trainer: trainer, prompts: trainer.prompts(settings.prompts, path: path), groupSize: settings.groupSize)
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
      scoreNormLengthCorrelation: correlation(
        rollouts.map { (x: Double($0.length), y: $0.squaredScoreNorm ?? .nan) }),
      scoreNormRewardCorrelation: correlation(
        rollouts.map { (x: $0.reward, y: $0.squaredScoreNorm ?? .nan) }),
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
      let signals = ([nil] + (0..<sample.count).map(Optional.init)).map {
        (own: sample.signal(leavingOut: $0), reference: reference.signal(leavingOut: $0))
      }
      let hasSignal = signals.allSatisfy { $0.own > 0 && $0.reference > 0 }
      func logRatio(_ leftOut: Int?) -> Double {
        log(sample.variance(leavingOut: leftOut) / reference.variance(leavingOut: leftOut))
      }
      results[arm.name] = TrainedResult.Arm(
        variance: sample.variance(),
        logRatioToLeaveOneOut: Jackknife.estimate(blockCount: sample.count, statistic: logRatio),
        logRatioToLeaveOneOutAtEqualSignal: hasSignal
          ? Jackknife.estimate(blockCount: sample.count) {
            let shrinkage = sample.signal(leavingOut: $0) / reference.signal(leavingOut: $0)
            return logRatio($0) - 2 * log(shrinkage)
          } : nil,
        shrinkage: hasSignal ? sample.signal() / reference.signal() : nil,
        forecast: forecast[arm.name])
    }
    return results
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func successToFailureRatio(_ rollouts: [Rollout]) -> Double? {
    let norms = [1.0, 0.0].map { reward in
      rollouts.filter { $0.reward == reward }.map { $0.squaredScoreNorm ?? .nan }
    }
    return norms.contains(where: \.isEmpty) ? nil : mean(norms[0]) / mean(norms[1])
  }
}

/// Constants per prompt that the first half of the rollouts reveals, and the variances they lead to.
private struct OracleBaselines {
  private let sums: [PromptMoments]
  private let moments: [ScoreMoments]

  init(_ sums: [PromptMoments]) {
    self.sums = sums
    moments = sums.map {
      ScoreMoments(
        successProbability: $0.reward / $0.count, meanSquaredScoreNorm: $0.squaredScoreNorm / $0.count,
        successSquaredScoreNorm: $0.rewardedSquaredScoreNorm / $0.count,
        squaredGradientNorm: $0.squaredGradientNorm)
    }
  }

  func probeArm(_ arm: TrainedArm, groupSize: Int) -> GradientProbe.Arm {
    if case .preset(let preset) = arm {
      return .batch(Algorithm(groupSize: groupSize, baseline: preset.baseline))
    }
    return .perPrompt(algorithms(arm, groupSize: groupSize))
  }

  /// The variance of a batch gradient: the mean over independent groups, so Σ_x Var_x / P².
  func forecasts(groupSize: Int) throws -> [String: Double] {
    var forecasts: [String: Double] = [:]
    for arm in TrainedArm.allCases where arm.hasForecast {
      let algorithms = algorithms(arm, groupSize: groupSize)
      let variances = try zip(moments, algorithms).map { try $0.groupGradient(of: $1).variance }
      forecasts[arm.name] = variances.reduce(0, +) / Double(moments.count * moments.count)
    }
    return forecasts
  }

  private func algorithms(_ arm: TrainedArm, groupSize: Int) -> [Algorithm] {
    zip(sums, moments).map { sum, moments in
      let baseline: Baseline =
        switch arm {
        case .preset(let preset): preset.baseline
        case .meanOracle: .constant(moments.successProbability)
        case .lengthOracle:
          .constant(sum.length > 0 ? sum.rewardedLength / sum.length : moments.successProbability)
        case .optimalOracle: .constant(moments.optimalBaseline ?? 0)
        }
      return Algorithm(groupSize: groupSize, baseline: baseline)
    }
  }
}
