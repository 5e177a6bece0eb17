import Algorithms
import RandomStreams
import RunFiles
import RunStatistics

/// The study of the baseline that minimises the variance of the policy gradient, and of what each proxy loses.
public enum OptimalBaselineStudy: StudyFamily {
  /// What a cell leaves behind: an exact policy's side or a seed's side.
  public enum CellResult: Codable, Sendable {
    /// An exact policy.
    case policy(PolicyResult)
    /// A trained network.
    case trained(TrainedResult)
  }

  /// The name in study files.
  public static let name = "optimal-baseline"

  /// The names of all quantities, such as `simulated.peaked.leaveOneOut.toExact` and
  /// `trained.late.scoreNormWeightedLeaveOneOut.toLeaveOneOut`.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  public static func quantities(of parameters: OptimalBaselineParameters) throws -> Set<String> {
    try parameters.validate()
    var names = Set<String>()
    for policy in parameters.exact.policies {
      for preset in BaselinePreset.allCases {
        let stem = "simulated.\(policy.name).\(preset.rawValue)"
        names.formUnion(["\(stem).toLeaveOneOut", "\(stem).toExact"])
        if preset.isCountBased { names.insert("\(stem).toForecast") }
      }
    }
    for level in parameters.training.levels {
      names.insert("trained.\(level.name).scoreNormLengthCorrelation")
      names.insert("trained.\(level.name).scoreNormRewardCorrelation")
      for arm in TrainedArm.allCases {
        let stem = "trained.\(level.name).\(arm.name)"
        names.formUnion(["\(stem).toLeaveOneOut", "\(stem).toLeaveOneOutAtEqualSignal"])
        if arm.hasForecast { names.insert("\(stem).toForecast") }
      }
    }
    return names
  }

  /// A cell for every exact policy and for every seed.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range; the errors of task and model.
  public static func cells(
    of parameters: OptimalBaselineParameters, path: StreamPath
  ) throws -> [StudyCell<CellResult>] {
    try parameters.validate()
    _ = try parameters.training.makeShape()
    let policies = try parameters.exact.policies.map { policy in
      let cell = PolicyCell(
        policy: policy, groupSize: parameters.exact.groupSize, batchCount: parameters.exact.batches,
        path: path["policy"][policy.name])
      try cell.checkSize()
      return StudyCell(name: "policy-\(policy.name)", weight: Double(parameters.exact.batches) / 2000) {
        CellResult.policy(try cell.run($0))
      }
    }
    let probe = parameters.training.probe
    let weight = Double(parameters.training.levels.count * probe.batches * probe.prompts) / 50
    let seeds = (0..<parameters.training.seeds).map { seed in
      let cell = TrainedCell(
        seed: seed, parameters: parameters.training, path: path["trained"][seed])
      return StudyCell(name: "seed-\(seed)", weight: weight) { CellResult.trained(try cell.run($0)) }
    }
    return policies + seeds
  }

  /// Measurements, tables and figures.
  public static func findings(
    of parameters: OptimalBaselineParameters, results: [CellResult]
  ) throws -> Findings {
    var policies: [PolicyResult] = []
    var seeds: [TrainedResult] = []
    for result in results {
      switch result {
      case .policy(let policy): policies.append(policy)
      case .trained(let seed): seeds.append(seed)
      }
    }
    let trained = TrainedSummary(seeds)
    var measurements = trained.measurements
    for policy in policies {
      measurements.merge(policy.measurements(batches: parameters.exact.batches)) { $1 }
    }
    return Findings(
      measurements: measurements,
      sections: [
        try ExactSection(parameters: parameters.exact, policies: policies).section(),
        SimulatedSection(parameters: parameters.exact, policies: policies).section(),
        TrainedSection(parameters: parameters.training, summary: trained).section(),
      ])
  }
}

extension PolicyResult {
  func measurements(batches: Int) -> [String: MeasuredQuantity] {
    var measurements: [String: MeasuredQuantity] = [:]
    for (preset, sampled) in self.sampled {
      let ratios = [
        "toExact": sampled.logRatioToExact, "toForecast": sampled.logRatioToForecast,
        "toLeaveOneOut": sampled.logRatioToLeaveOneOut,
      ]
      for case (let quantity, let ratio?) in ratios {
        measurements["simulated.\(name).\(preset.rawValue).\(quantity)"] = MeasuredQuantity(
          estimate: ratio, scale: .logarithmic, replicates: batches)
      }
    }
    return measurements
  }
}
