import Policies
import RandomStreams
import RunStatistics
import Simulation

/// One arm of the phase diagram: how many chains lose the good token of the two-level example.
struct PhaseCell {
  let phases: FalsePenaltyParameters.Phases
  let arm: FalsePenaltyParameters.Arm
  let path: StreamPath

  func run(_ context: CellContext) throws -> PhaseResult {
    var places: [PhaseResult.Place] = []
    for (row, success) in phases.successes.enumerated() {
      let tree = try SequenceTree([
        TreeBranch("g", probability: phases.visit, successRate: success),
        TreeBranch("o", probability: 1 - phases.visit, successRate: 0),
      ])
      for stepSize in phases.stepSizes {
        let update = try arm.update(of: tree, rule: .plain, stepSize: stepSize, logits: .oneFewer)
        let chains = try TreeTraining(update).run(
          recordedUpdates: [phases.rollouts / arm.rolloutsOfPrompt], chains: phases.chains,
          watchedNodes: [1], path: path)
        let token = chains.probabilities[0][0]
        places.append(
          PhaseResult.Place(
            stepSize: stepSize, success: success, meanToken: token.mean?.value ?? .nan,
            lostShare: token.share(below: phases.lostBelow)?.value ?? .nan))
      }
      context.progress(Double(row + 1) / Double(phases.successes.count))
    }
    return PhaseResult(arm: arm.name, places: places)
  }
}
