/// What many chains of updates came to, by ``TreeTraining/run(recordedUpdates:chains:watchedNodes:path:jobs:)``.
public struct TreeChains: Hashable, Codable, Sendable {
  /// After how many updates the chains were measured, in rising order.
  public let updates: [Int]
  /// ρ of all chains at each of these.
  public let successRates: [ChainSample]
  /// π(token | prefix) of every watched node, in the order they were given, at each of these.
  public let probabilities: [[ChainSample]]
}
