import Algorithms
import PolicyGradientTheory
import Training

/// Constants per prompt that the first half of the rollouts reveals, and the variances they lead to.
///
/// The forecast for the optimal baseline is optimistic by twice the regret of estimating it, because the estimate
/// minimises the very moments that forecast.
struct OracleBaselines {
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
