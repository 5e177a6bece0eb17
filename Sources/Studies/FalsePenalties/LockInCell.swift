import Algorithms
import Policies
import RandomStreams
import Simulation

/// Where a filter locks a dominant bad token in.
struct LockInCell {
  let lockIn: FalsePenaltyParameters.LockIn
  let path: StreamPath

  func run(_ context: CellContext) throws -> LockInResult {
    var places: [LockInResult.Place] = []
    for (row, success) in lockIn.successes.enumerated() {
      let tree = try SequenceTree([
        TreeBranch("good", probability: 1 - lockIn.visit, successRate: success),
        TreeBranch("bad", probability: lockIn.visit, successRate: 0),
      ])
      for baseline in lockIn.baselines {
        let algorithm = Algorithm(
          groupSize: 1, baseline: .constant(baseline), tokenFilter: .probabilityThreshold(lockIn.threshold))
        let update = try TreeUpdate(
          of: tree, algorithm: algorithm, stepSize: lockIn.stepSize, logits: .oneFewer)
        let chains = try TreeTraining(update).run(
          recordedUpdates: [lockIn.rollouts], chains: lockIn.chains, watchedNodes: [1], path: path)
        places.append(
          LockInResult.Place(
            baseline: baseline, success: success,
            goodToken: chains.probabilities[0][0].mean?.value ?? .nan))
      }
      context.progress(Double(row + 1) / Double(lockIn.successes.count))
    }
    return LockInResult(places: places)
  }
}
