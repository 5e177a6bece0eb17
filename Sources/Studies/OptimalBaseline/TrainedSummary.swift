import Foundation
import RunStatistics

/// Checkpoints of all seeds, put together: seeds are the replicates.
struct TrainedSummary {
  let seeds: [TrainedResult]

  init(_ seeds: [TrainedResult]) {
    self.seeds = seeds
  }

  /// The levels of a name, of the seeds that reached it.
  func levels(_ name: String) -> [TrainedResult.Level] {
    seeds.flatMap(\.levels).filter { $0.name == name }
  }

  /// Every trained quantity, estimated over seeds; a quantity of one seed has no standard error.
  var measurements: [String: MeasuredQuantity] {
    var replicates: [String: [Double]] = [:]
    for level in seeds.flatMap(\.levels) {
      let stem = "trained.\(level.name)"
      replicates["\(stem).scoreNormLengthCorrelation", default: []]
        .append(contentsOf: [level.scoreNormLengthCorrelation].compactMap { $0 })
      replicates["\(stem).scoreNormRewardCorrelation", default: []]
        .append(contentsOf: [level.scoreNormRewardCorrelation].compactMap { $0 })
      for (name, arm) in level.arms {
        replicates["\(stem).\(name).toLeaveOneOut", default: []].append(arm.logRatioToLeaveOneOut.value)
        if let equal = arm.logRatioToLeaveOneOutAtEqualSignal {
          replicates["\(stem).\(name).toLeaveOneOutAtEqualSignal", default: []].append(equal.value)
        }
        if let forecast = arm.forecast {
          replicates["\(stem).\(name).toForecast", default: []].append(log(arm.variance / forecast))
        }
      }
    }
    var measurements: [String: MeasuredQuantity] = [:]
    for (name, values) in replicates {
      guard let first = values.first else { continue }
      let estimate =
        Estimate(meanOf: values)
        ?? Estimate(value: first, standardError: .infinity, degreesOfFreedom: 0)
      measurements[name] = MeasuredQuantity(
        estimate: estimate, scale: name.hasSuffix("Correlation") ? .linear : .logarithmic,
        replicates: values.count)
    }
    return measurements
  }
}
