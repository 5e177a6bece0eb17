import Foundation
import RunStatistics

/// What simulated runs came to.
struct SimulatedRuns {
  let parameters: FalsePenaltyParameters
  let results: [RunResult]

  static func quantities(of parameters: FalsePenaltyParameters) -> Set<String> {
    var names = Set<String>()
    for run in parameters.runs {
      for rollouts in run.rollouts {
        for arm in run.arms {
          for quantity in ["success", "token", "lost"] {
            names.insert("simulated.\(run.name).\(arm).r\(rollouts).\(quantity)")
          }
          for other in run.arms where other != arm {
            names.insert("simulated.\(run.name).\(arm).over.\(other).r\(rollouts).success")
          }
        }
      }
    }
    return names
  }

  /// Mean success, mean probability of the watched token, share of chains that lost it, and ratios of mean success of two
  /// arms on the same random numbers.
  var measurements: [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    for run in parameters.runs {
      let own = results.filter { $0.run == run.name }
      for result in own {
        for (record, rollouts) in result.rollouts.enumerated() {
          let stem = "simulated.\(run.name).\(result.arm)"
          measurements["\(stem).r\(rollouts).lost"] = MeasuredQuantity(
            share: result.token[record].count { $0 < run.lostBelow }, of: result.token[record].count)
          for (quantity, values) in [("success", result.success[record]), ("token", result.token[record])] {
            guard let estimate = Estimate(meanOf: values) else { continue }
            measurements["\(stem).r\(rollouts).\(quantity)"] = MeasuredQuantity(
              estimate: estimate, scale: .linear, replicates: values.count)
          }
          for other in own where other.arm != result.arm {
            guard let ratio = Self.logRatio(result.success[record], other.success[record]) else { continue }
            measurements["\(stem).over.\(other.arm).r\(rollouts).success"] = MeasuredQuantity(
              estimate: ratio, scale: .logarithmic, replicates: result.success[record].count)
          }
        }
      }
    }
    return measurements
  }

  /// log(x̄/ȳ) with the standard error of its linearisation, (x_i/x̄ − y_i/ȳ) paired by chain; nil where a mean is 0.
  private static func logRatio(_ left: [Double], _ right: [Double]) -> Estimate? {
    guard let first = Estimate(meanOf: left)?.value, let second = Estimate(meanOf: right)?.value, first > 0,
      second > 0, let spread = Estimate(meanOf: zip(left, right).map { $0 / first - $1 / second })
    else { return nil }
    return Estimate(
      value: log(first / second), standardError: spread.standardError,
      degreesOfFreedom: spread.degreesOfFreedom)
  }
}
