import Policies
import RandomStreams
import Simulation

/// One arm of a simulated run.
struct RunCell {
  let run: FalsePenaltyParameters.Run
  let arm: FalsePenaltyParameters.Arm
  let chains: Int
  let path: StreamPath

  /// The chains, measured after the rollouts that the run names.
  ///
  /// - Throws: the errors of simulation and catalogue.
  func run(_ context: CellContext) throws -> RunResult {
    let tree = try run.tree()
    let node = try run.watchedNode(in: tree)
    let update = try arm.update(of: tree, rule: run.update, stepSize: run.stepSize, logits: run.logits)
    let chains = try TreeTraining(update).run(
      recordedUpdates: run.rollouts.map { $0 / arm.rolloutsOfPrompt }, chains: chains,
      watchedNodes: [node], path: path)
    context.progress(0.9)
    return RunResult(
      run: run.name, arm: arm.name, rollouts: run.rollouts.sorted(),
      success: chains.successRates.map(\.values), token: chains.probabilities[0].map(\.values),
      exactToken: node == 1 ? exactMeans(of: update, after: chains.updates) : nil)
  }

  /// The exact means of the first token's probability; nil where the tree is more than a choice of two tokens, or they cannot
  /// be had to 1e-6.
  private func exactMeans(of update: TreeUpdate, after updates: [Int]) -> [Double]? {
    if update.rule == .plain {
      guard let chain = try? LogOddsChain(update) else { return nil }
      let means = updates.compactMap { try? chain.meanProbability(after: $0, tolerance: 1e-6).value }
      return means.count == updates.count ? means : nil
    }
    guard let chain = try? LatticeChain(update) else { return nil }
    let means = updates.compactMap { try? chain.meanProbability(after: $0) }
    return means.count == updates.count ? means : nil
  }
}
