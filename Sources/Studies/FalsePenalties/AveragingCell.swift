import Algorithms
import Policies
import RandomStreams
import Simulation

/// How many chains of the two-level example lose the good token, by the number of rollouts in an update.
struct AveragingCell {
  let averaging: FalsePenaltyParameters.Averaging
  let path: StreamPath

  func run(_ context: CellContext) throws -> AveragingResult {
    let tree = try SequenceTree([
      TreeBranch("g", probability: averaging.visit, successRate: averaging.success),
      TreeBranch("o", probability: 1 - averaging.visit, successRate: 0),
    ])
    var outside: [Int] = []
    var own: [Int] = []
    func lost(_ baseline: Baseline, _ size: Int) throws -> Int {
      let update = try TreeUpdate(
        of: tree, algorithm: Algorithm(groupSize: size, baseline: baseline), stepSize: averaging.stepSize,
        logits: .oneFewer)
      let chains = try TreeTraining(update).run(
        recordedUpdates: [averaging.updates], chains: averaging.chains, watchedNodes: [1], path: path)
      return chains.probabilities[0][0].values.count { $0 < averaging.lostBelow }
    }
    for (index, size) in averaging.groupSizes.enumerated() {
      outside.append(try lost(.constant(averaging.baseline), size))
      own.append(try lost(.groupMean, size))
      context.progress(Double(index + 1) / Double(averaging.groupSizes.count))
    }
    return AveragingResult(groupSizes: averaging.groupSizes, outsideBaseline: outside, ownMean: own)
  }
}
