import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import RandomStreams
import Rollouts
import RunStatistics
import Simulation

/// One exact policy: its theory, its enumeration, and two independent halves of sampled batches.
struct PolicyCell {
  static let lengthExponents = [0, 0.5, 1, 2]

  let policy: PolicySpecification
  let groupSize: Int
  let batchCount: Int
  let path: StreamPath

  func run(_ context: CellContext) throws -> PolicyResult {
    let prompts = try policy.prompts(path: path["policy"])
    let simulation = MonteCarlo(prompts: prompts)
    let forecast = try forecast(prompts: prompts, simulation: simulation)
    try context.recordForecast(
      "second-half",
      Forecast(
        statement: "variance of the batch gradient in the second half, from the moments of the first half by"
          + " result 1.10",
        values: forecast))
    let enumerated = try enumerate(prompts)
    context.progress(0.3)
    let sampled = try sample(simulation, enumerated: enumerated, forecast: forecast, context: context)
    let gradients = prompts.map(\.successGradient)
    return PolicyResult(
      name: policy.name,
      prompts: zip(prompts, gradients).map { prompt, gradient in
        PolicyResult.Prompt(
          moments: ScoreMoments(of: prompt),
          lengthBaselines: Self.lengthExponents.map { prompt.lengthWeightedBaseline(exponent: $0) ?? .nan },
          optimalTokenVariance: TokenBaseline(optimalFor: prompt).variance(in: prompt),
          valueTokenVariance: TokenBaseline(valueOf: prompt).variance(in: prompt),
          gradientProducts: gradients.map { innerProduct(gradient, $0) })
      },
      enumerated: enumerated, sampled: sampled)
  }

  private func algorithm(_ preset: BaselinePreset) -> Algorithm {
    Algorithm(groupSize: groupSize, baseline: preset.baseline)
  }

  private func enumerate(_ prompts: [ResponseTable]) throws -> [String: GradientMoments] {
    let enumeration = GroupEnumeration(prompts: prompts)
    var moments: [String: GradientMoments] = [:]
    for preset in BaselinePreset.allCases where preset != .batchMean {
      moments[preset.rawValue] = try enumeration.moments(of: algorithm(preset))
    }
    return moments
  }

  /// The variance of every count-based baseline, predicted from sampled moments of the first half.
  private func forecast(prompts: [ResponseTable], simulation: MonteCarlo) throws -> [String: Double] {
    var estimates = prompts.map { SampledMoments(prompt: $0) }
    for index in 0..<batchCount {
      let sample = simulation.batch(index, groupSize: groupSize, path: path["first-half"])
      for prompt in prompts.indices {
        for rollout in sample.batch.group(prompt) { estimates[prompt].add(sample.responses[rollout]) }
      }
    }
    var forecast: [String: Double] = [:]
    for preset in BaselinePreset.allCases {
      let variances = try? estimates.map { try $0.moments.groupGradient(of: algorithm(preset)).variance }
      guard let variances else { continue }
      forecast[preset.rawValue] = variances.reduce(0, +) / Double(prompts.count * prompts.count)
    }
    return forecast
  }

  private func sample(
    _ simulation: MonteCarlo, enumerated: [String: GradientMoments], forecast: [String: Double],
    context: CellContext
  ) throws -> [String: PolicyResult.Sampled] {
    let presets = BaselinePreset.allCases
    var gradients = presets.map { _ in [[Double]]() }
    for index in 0..<batchCount {
      let batch = simulation.batch(index, groupSize: groupSize, path: path["second-half"])
      for (position, preset) in presets.enumerated() {
        gradients[position].append(try simulation.gradientEstimate(of: algorithm(preset), on: batch))
      }
      if index.isMultiple(of: 1000) { context.progress(0.3 + 0.6 * Double(index) / Double(batchCount)) }
    }
    let truth = Array(repeating: simulation.gradient, count: batchCount)
    let samples = gradients.map { GradientSample(gradients: $0, reference: truth) }
    var results: [String: PolicyResult.Sampled] = [:]
    for (position, preset) in presets.enumerated() {
      guard let others = presets.firstIndex(of: .leaveOneOut) else { continue }
      let sample = samples[position]
      let logVariance = Jackknife.estimate(blockCount: batchCount) { log(sample.variance(leavingOut: $0)) }
      results[preset.rawValue] = PolicyResult.Sampled(
        variance: Jackknife.estimate(blockCount: batchCount) { sample.variance(leavingOut: $0) },
        logRatioToExact: enumerated[preset.rawValue].map { logVariance.shifted(by: -log($0.variance)) },
        logRatioToForecast: forecast[preset.rawValue].map { logVariance.shifted(by: -log($0)) },
        logRatioToLeaveOneOut: Jackknife.estimate(blockCount: batchCount) {
          log(sample.variance(leavingOut: $0) / samples[others].variance(leavingOut: $0))
        })
    }
    return results
  }
}

/// Moments of reward and score from sampled responses of an exact policy.
private struct SampledMoments {
  private let prompt: ResponseTable
  private var counts: [Double]

  init(prompt: ResponseTable) {
    self.prompt = prompt
    counts = Array(repeating: 0, count: prompt.responses.count)
  }

  mutating func add(_ response: Int) { counts[response] += 1 }

  /// Every moment is a mean over the sample; |∇ρ|² = Σ_{i≠j} r_i r_j s_i · s_j / (N(N − 1)) is unbiased.
  var moments: ScoreMoments {
    let total = counts.reduce(0, +)
    var gradient = [Double](repeating: 0, count: prompt.parameterCount)
    var reward = 0.0
    var norm = 0.0
    var rewardedNorm = 0.0
    for (response, count) in zip(prompt.responses, counts) where count > 0 {
      reward += count * response.reward
      norm += count * response.squaredScoreNorm
      rewardedNorm += count * response.reward * response.squaredScoreNorm
      for index in gradient.indices { gradient[index] += count * response.reward * response.score[index] }
    }
    return ScoreMoments(
      successProbability: reward / total, meanSquaredScoreNorm: norm / total,
      successSquaredScoreNorm: rewardedNorm / total,
      squaredGradientNorm: (innerProduct(gradient, gradient) - rewardedNorm) / (total * (total - 1)))
  }
}
