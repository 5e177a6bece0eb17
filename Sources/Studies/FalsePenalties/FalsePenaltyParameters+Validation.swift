import Algorithms
import Policies
import PolicyGradientTheory
import Rollouts
import RunFiles

extension FalsePenaltyParameters: CheckedParameters {
  /// Refuses what would fail later.
  ///
  /// - Throws: ``RunError`` naming the parameter, its value and the legal range; the errors of theory and catalogue.
  func validate() throws {
    try validateArms()
    try validateExact()
    try requireNames(runs.map(\.name), "runs")
    try require(chains, in: 2...1_000_000, "chains")
    for run in runs { try validate(run) }
    try validatePhases()
    try validateDiagrams()
    try validateTraining()
  }

  private func validateArms() throws {
    try requireNames(arms.map(\.name), "arms")
    for arm in arms {
      if let size = arm.groupSize { try require(size, in: 1...4096, "arms '\(arm.name)'.groupSize") }
      if let size = arm.batchSize { try require(size, in: 1...4096, "arms '\(arm.name)'.batchSize") }
      guard arm.groupSize == nil || arm.batchSize == nil else {
        throw RunError(
          .badData, "parameters.arms '\(arm.name)' has groupSize and batchSize; leave one of them out")
      }
      _ = try arm.scheme()
    }
  }

  private func validatePhases() throws {
    try requireUnique(phases.arms, "phases.arms")
    for name in phases.arms {
      try requireWholeUpdates(phases.rollouts, of: arm(named: name), "phases.rollouts")
    }
    try requireShare(phases.lostBelow, "phases.lostBelow")
    try require(phases.rollouts, in: 1...10_000_000, "phases.rollouts")
    try require(phases.chains, in: 2...1_000_000, "phases.chains")
    for success in phases.successes {
      _ = try TwoLevelExample(visit: phases.visit, success: success)
    }
    for step in phases.stepSizes { try requirePositive(step, "phases.stepSizes") }
  }

  private func validateTraining() throws {
    try requireNames(training.arms.map(\.name), "training.arms")
    try require(training.seeds, in: 1...10_000, "training.seeds")
    try require(training.updates, in: TrainedArmsCell.updatesPerEvaluation...1_000_000, "training.updates")
    try require(training.warmUp.prompts, in: 1...65_536, "training.warmUp.prompts")
    try requirePositive(training.warmUp.learningRate, "training.warmUp.learningRate")
    try requirePositive(training.learningRate, "training.learningRate")
    try require(
      training.success > 0 && training.success < 1, "training.success", "\(training.success)",
      "between 0 and 1, both excluded")
    for arm in training.arms {
      try require(arm.groupSize, in: 1...4096, "training.arms '\(arm.name)'.groupSize")
      try require(arm.prompts, in: 1...65_536, "training.arms '\(arm.name)'.prompts")
      try check(arm)
    }
    _ = try training.model.shape(for: training.task.makeTask())
  }

  private func validateDiagrams() throws {
    _ = try arm(named: exact.filteredArm)
    for fraction in exact.keepFractions { try requireShare(fraction, "exact.keepFractions") }
    for rate in lockIn.successes { try requireShare(rate, "lockIn.successes") }
    try requireShare(lockIn.threshold, "lockIn.threshold")
    _ = try TwoLevelExample(visit: lockIn.visit, success: 0)
    try requirePositive(lockIn.stepSize, "lockIn.stepSize")
    for baseline in lockIn.baselines {
      try require(baseline.isFinite, "lockIn.baselines", "\(baseline)", "a finite number")
    }
    try require(lockIn.rollouts, in: 1...10_000_000, "lockIn.rollouts")
    try require(lockIn.chains, in: 2...1_000_000, "lockIn.chains")
    _ = try TwoLevelExample(visit: averaging.visit, success: averaging.success)
    try requirePositive(averaging.stepSize, "averaging.stepSize")
    try requireShare(averaging.lostBelow, "averaging.lostBelow")
    for size in averaging.groupSizes { try require(size, in: 1...4096, "averaging.groupSizes") }
    try require(averaging.updates, in: 1...10_000_000, "averaging.updates")
    try require(averaging.chains, in: 2...1_000_000, "averaging.chains")
  }

  private func validateExact() throws {
    try requireNames(exact.tokens.map(\.name), "exact.tokens")
    for token in exact.tokens { _ = try token.sharedToken() }
    for size in exact.groupSizes { try require(size, in: 1...4096, "exact.groupSizes") }
    for size in exact.batchSizes { try require(size, in: 1...4096, "exact.batchSizes") }
    for rule in exact.groupRules {
      for size in exact.groupSizes { _ = try Self.scheme(of: rule, .groups(size: size, batchRate: nil)) }
    }
    for rule in exact.batchRules {
      _ = try Self.scheme(of: rule, .singleRollouts(otherRates: [exact.otherRate]))
    }
    for name in exact.trees {
      let tree = try SequenceTree(named: name)
      for name in exact.arms { try check(arm(named: name), on: tree) }
    }
  }

  /// Refuses an arm that gives no answer on a tree.
  private func check(_ arm: Arm, on tree: SequenceTree) throws {
    let scheme = try arm.scheme()
    try naming(arm.name) { try scheme.check(canAnalyse: tree) }
  }

  private func validate(_ run: Run) throws {
    let tree = try run.tree()
    _ = try run.watchedNode(in: tree)
    try requireUnique(run.arms, "runs '\(run.name)'.arms")
    try requireUnique(run.rollouts, "runs '\(run.name)'.rollouts")
    for name in run.arms {
      let arm = try arm(named: name)
      _ = try arm.update(of: tree, rule: run.update, stepSize: run.stepSize, logits: run.logits)
      for rollouts in run.rollouts {
        try requireWholeUpdates(rollouts, of: arm, "runs '\(run.name)'.rollouts")
      }
    }
  }

  /// Refuses rollouts that do not fill the updates of an arm.
  private func requireWholeUpdates(_ rollouts: Int, of arm: Arm, _ key: String) throws {
    try require(
      rollouts >= 1 && rollouts.isMultiple(of: arm.rolloutsOfPrompt), key, "\(rollouts)",
      "a multiple of the \(arm.rolloutsOfPrompt) rollouts of arm '\(arm.name)'")
  }

  /// Asks an arm of a network about a small batch, so that what it lacks is said before a network is trained.
  private func check(_ arm: Training.Arm) throws {
    var algorithm = try configuredAlgorithm(arm.algorithm, settings: arm.settings ?? [], of: arm.name)
    algorithm.groupSize = arm.groupSize
    let rollouts = (0..<2 * arm.groupSize).map {
      Rollout(reward: $0.isMultiple(of: 2) ? 1 : 0, length: 1, squaredScoreNorm: 1)
    }
    _ = try naming(arm.name) {
      try algorithm.rolloutCoefficients(for: Batch(rollouts, groupSize: arm.groupSize))
    }
  }
}

extension FalsePenaltyParameters.Token {
  /// The token as theory reads it.
  ///
  /// - Throws: `TheoryError` for a probability outside [0, 1].
  func sharedToken() throws -> SharedToken {
    try SharedToken(visit: visit, successVisited: successVisited, successUnvisited: successUnvisited)
  }
}
