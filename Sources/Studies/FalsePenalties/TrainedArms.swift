import RunStatistics

/// What trained networks came to.
struct TrainedArms {
  let training: FalsePenaltyParameters.Training
  let results: [TrainedArmsResult]

  static let quantities: [(name: String, value: @Sendable (TrainedArmsResult, String) -> Double?)] = [
    ("meanSuccess", { $0.meanSuccess($1) }), ("finalSuccess", { $0.finalSuccess($1) }),
    ("worstFall", { $0.worstFall($1) }),
  ]

  static func quantities(of training: FalsePenaltyParameters.Training) -> Set<String> {
    var names = Set<String>()
    for arm in training.arms {
      for (quantity, _) in quantities {
        names.insert("trained.\(arm.name).\(quantity)")
        for other in training.arms where other.name != arm.name {
          names.insert("trained.\(arm.name).minus.\(other.name).\(quantity)")
        }
      }
    }
    return names
  }

  /// Means over networks, and differences of two arms from the same weights.
  var measurements: [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    func record(_ name: String, _ values: [Double]) {
      guard let estimate = Estimate(meanOf: values) else { return }
      measurements[name] = MeasuredQuantity(estimate: estimate, scale: .linear, replicates: values.count)
    }
    for arm in training.arms {
      for (quantity, value) in Self.quantities {
        record("trained.\(arm.name).\(quantity)", results.compactMap { value($0, arm.name) })
        for other in training.arms where other.name != arm.name {
          var differences: [Double] = []
          for result in results {
            if let left = value(result, arm.name), let right = value(result, other.name) {
              differences.append(left - right)
            }
          }
          record("trained.\(arm.name).minus.\(other.name).\(quantity)", differences)
        }
      }
    }
    return measurements
  }
}
