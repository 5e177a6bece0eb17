import RandomStreams
import RunFiles

/// The study of false penalties: what groups prevent, and what a token filter buys and costs.
public enum FalsePenaltyStudy: StudyFamily {
  /// What a cell leaves behind.
  public enum CellResult: Codable, Sendable {
    /// One arm of a simulated run.
    case run(RunResult)
    /// One arm of the phase diagrams.
    case phases(PhaseResult)
    /// The phase diagram of the filter.
    case lockIn(LockInResult)
    /// Averaging over rollouts of the prompt.
    case averaging(AveragingResult)
    /// One network.
    case trained(TrainedArmsResult)
  }

  /// The name in study files.
  public static let name = "false-penalty"

  /// The names of all quantities:
  /// `exact.TOKEN.RULE.nSIZE.QUANTITY` and `exact.TOKEN.RULE.batchSIZE.QUANTITY`, `exact.TREE.ARM.QUANTITY`,
  /// `simulated.RUN.ARM.rROLLOUTS.QUANTITY`, `simulated.RUN.ARM.over.OTHER.rROLLOUTS.success`, and `trained.ARM.QUANTITY`,
  /// `trained.ARM.minus.OTHER.QUANTITY`.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  public static func quantities(of parameters: FalsePenaltyParameters) throws -> Set<String> {
    try parameters.validate()
    return ExactPenalties.quantities(of: parameters)
      .union(SimulatedRuns.quantities(of: parameters))
      .union(TrainedArms.quantities(of: parameters.training))
  }

  /// A cell for every arm of a run, every arm of the phase diagrams, the other diagrams, and every network.
  ///
  /// - Throws: ``RunError`` where a parameter is out of range.
  public static func cells(
    of parameters: FalsePenaltyParameters, path: StreamPath
  ) throws -> [StudyCell<CellResult>] {
    try parameters.validate()
    let runs = try parameters.runs.flatMap { run in
      try run.arms.map { name in
        let cell = RunCell(
          run: run, arm: try parameters.arm(named: name), chains: parameters.chains,
          path: path["run"][run.name])
        let rollouts = Double((run.rollouts.max() ?? 0) * parameters.chains)
        return StudyCell(name: "run-\(run.name)-\(name)", weight: rollouts / 1e7) {
          CellResult.run(try cell.run($0))
        }
      }
    }
    let phases = try parameters.phases.arms.map { name in
      let cell = PhaseCell(
        phases: parameters.phases, arm: try parameters.arm(named: name), path: path["phases"])
      let places = parameters.phases.stepSizes.count * parameters.phases.successes.count
      let rollouts = Double(places * parameters.phases.rollouts * parameters.phases.chains)
      return StudyCell(name: "phases-\(name)", weight: rollouts / 1e7) { CellResult.phases(try cell.run($0)) }
    }
    let lockIn = LockInCell(lockIn: parameters.lockIn, path: path["lock-in"])
    let averaging = AveragingCell(averaging: parameters.averaging, path: path["averaging"])
    let diagrams = [
      StudyCell(name: "lock-in", weight: 1) { CellResult.lockIn(try lockIn.run($0)) },
      StudyCell(name: "averaging", weight: 3) { CellResult.averaging(try averaging.run($0)) },
    ]
    let training = parameters.training
    let networks = (0..<training.seeds).map { seed in
      let cell = TrainedArmsCell(seed: seed, training: training, path: path["trained"][seed])
      return StudyCell(name: "seed-\(seed)", weight: Double(training.updates * training.arms.count) / 100) {
        CellResult.trained(try cell.run($0))
      }
    }
    return runs + phases + diagrams + networks
  }

  /// Measurements, tables and figures.
  ///
  /// - Throws: ``RunError`` and the errors of theory where an arm gives no answer.
  public static func findings(
    of parameters: FalsePenaltyParameters, results: [CellResult]
  ) throws -> Findings {
    var runs: [RunResult] = []
    var diagrams = PhaseDiagrams(parameters: parameters)
    var networks: [TrainedArmsResult] = []
    for result in results {
      switch result {
      case .run(let run): runs.append(run)
      case .phases(let phase): diagrams.phases.append(phase)
      case .lockIn(let result): diagrams.lockIn = result
      case .averaging(let result): diagrams.averaging = result
      case .trained(let network): networks.append(network)
      }
    }
    let exact = try ExactPenalties(parameters)
    let simulated = SimulatedRuns(parameters: parameters, results: runs)
    let trained = TrainedArms(training: parameters.training, results: networks)
    return Findings(
      measurements: exact.measurements.merging(simulated.measurements) { $1 }
        .merging(trained.measurements) { $1 },
      sections: [
        ExactPenaltiesSection(parameters: parameters, exact: exact).section(),
        SimulatedRunsSection(parameters: parameters, simulated: simulated).section(),
        try PhaseSection(diagrams).section(),
        TrainedArmsSection(training: parameters.training, trained: trained).section(),
      ])
  }
}
