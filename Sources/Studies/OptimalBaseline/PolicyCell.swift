import Algorithms
import Foundation
import Policies
import PolicyGradientTheory
import RandomStreams
import Rollouts
import RunFiles
import RunStatistics
import Simulation

/// One exact policy: its theory, its enumeration, and two independent halves of sampled batches.
struct PolicyCell {
  static let lengthExponents = [0, 0.5, 1, 2]
  /// Blocks of batches over which the error of a forecast is taken.
  private static let blockCount = 100

  let policy: PolicySpecification
  let groupSize: Int
  let batchCount: Int
  let path: StreamPath

  /// Refuses a policy whose groups are too many to enumerate.
  ///
  /// - Throws: ``RunError`` naming the policy; `PolicyError` where it is no policy.
  func checkSize() throws {
    let prompts = try policy.prompts(path: path["policy"])
    guard GroupEnumeration(prompts: prompts).canEnumerate(groupSize: groupSize),
      CountBasedBatch(prompts: prompts).canSum(groupSize: groupSize)
    else {
      throw RunError(
        .badData,
        "parameters.exact.groupSize is \(groupSize); policy '\(policy.name)' has too many groups of that size to"
          + " enumerate, so it must be lower, or the policy smaller")
    }
  }

  func run(_ context: CellContext) throws -> PolicyResult {
    let prompts = try policy.prompts(path: path["policy"])
    let simulation = MonteCarlo(prompts: prompts)
    let forecast = try forecast(prompts: prompts, simulation: simulation)
    try context.recordForecast(
      "second-half",
      Forecast(
        statement: "variance of the batch gradient in the second half, from the moments of the first half by"
          + " result 1.10",
        values: Dictionary(uniqueKeysWithValues: forecast.map { ($0.rawValue, exp($1.value)) })))
    let enumerated = try enumerate(prompts)
    context.progress(0.3)
    let sampled = try sample(simulation, enumerated: enumerated, forecast: forecast, context: context)
    let gradients = prompts.map(\.successGradient)
    return PolicyResult(
      name: policy.name,
      prompts: zip(prompts, gradients).map { prompt, gradient in
        PolicyResult.Prompt(
          moments: ScoreMoments(of: prompt),
          meanSquaredTokenScoreNorm: prompt.expectation(\.squaredTokenScoreNorms),
          largestTokenOverlap: prompt.responses.map {
            abs($0.squaredScoreNorm - $0.squaredTokenScoreNorms)
          }.max() ?? 0,
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

  private func enumerate(_ prompts: [ResponseTable]) throws -> [BaselinePreset: GradientMoments] {
    let enumeration = GroupEnumeration(prompts: prompts)
    var moments: [BaselinePreset: GradientMoments] = [:]
    for preset in BaselinePreset.allCases where preset != .batchMean {
      moments[preset] = try enumeration.moments(of: algorithm(preset))
    }
    let batchMean = try CountBasedBatch(prompts: prompts).gradient(of: algorithm(.batchMean))
    moments[.batchMean] = GradientMoments(
      variance: batchMean.variance, mean: batchMean.mean, gradient: prompts.meanSuccessGradient)
    return moments
  }

  /// The logarithm of the variance of every count-based baseline, predicted from sampled moments of the first half,
  /// with the error that comes from their sampling.
  private func forecast(
    prompts: [ResponseTable], simulation: MonteCarlo
  ) throws -> [BaselinePreset: Estimate] {
    var blocks = Array(
      repeating: prompts.map { SampledMoments(prompt: $0) }, count: min(batchCount, Self.blockCount))
    for index in 0..<batchCount {
      let sample = simulation.batch(index, groupSize: groupSize, path: path["first-half"])
      for prompt in prompts.indices {
        for rollout in sample.batch.group(prompt) {
          blocks[index % blocks.count][prompt].add(sample.responses[rollout])
        }
      }
    }
    var forecast: [BaselinePreset: Estimate] = [:]
    for preset in BaselinePreset.allCases where preset.isCountBased {
      let algorithm = algorithm(preset)
      func logVariance(leavingOut: Int?) throws -> Double {
        let variances = try prompts.indices.map { prompt in
          let kept = blocks.indices.filter { $0 != leavingOut }.map { blocks[$0][prompt] }
          return try SampledMoments(kept).moments.groupGradient(of: algorithm).variance
        }
        return log(variances.reduce(0, +) / Double(prompts.count * prompts.count))
      }
      let all = try logVariance(leavingOut: nil)
      let partial = try blocks.indices.map { try logVariance(leavingOut: $0) }
      forecast[preset] = Jackknife.estimate(blockCount: blocks.count) { $0.map { partial[$0] } ?? all }
    }
    return forecast
  }

  private func sample(
    _ simulation: MonteCarlo, enumerated: [BaselinePreset: GradientMoments],
    forecast: [BaselinePreset: Estimate],
    context: CellContext
  ) throws -> [BaselinePreset: PolicyResult.Sampled] {
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
    var results: [BaselinePreset: PolicyResult.Sampled] = [:]
    for (position, preset) in presets.enumerated() {
      guard let others = presets.firstIndex(of: .leaveOneOut) else { continue }
      let sample = samples[position]
      let logVariance = Jackknife.estimate(blockCount: batchCount) { log(sample.variance(leavingOut: $0)) }
      results[preset] = PolicyResult.Sampled(
        variance: Jackknife.estimate(blockCount: batchCount) { sample.variance(leavingOut: $0) },
        logRatioToExact: enumerated[preset].map { logVariance.shifted(by: -log($0.variance)) },
        logRatioToForecast: forecast[preset].map { logVariance - $0 },
        logRatioToLeaveOneOut: Jackknife.estimate(blockCount: batchCount) {
          log(sample.variance(leavingOut: $0) / samples[others].variance(leavingOut: $0))
        })
    }
    return results
  }
}
