import RandomStreams
import Simulation

/// How training on a tree is simulated.
public struct TreeTrainingSettings: Sendable {
  /// How a gradient becomes a step.
  public var update: UpdateRule
  /// Which logits a prefix has.
  public var logits: FreeLogits
  /// η: of a plain update for every rollout, so that a group of n moves by η n times its mean; of other updates as a whole.
  public var stepSize: Double
  /// Rollouts of the prompt in a chain.
  public var rollouts: Int
  /// Independent chains.
  public var chains: Int
  /// The path of the token that is watched.
  public var watch: [String]
  /// The root of all random numbers.
  public var seed: UInt64

  /// Settings as given.
  public init(
    update: UpdateRule, logits: FreeLogits, stepSize: Double, rollouts: Int, chains: Int, watch: [String],
    seed: UInt64
  ) {
    self.update = update
    self.logits = logits
    self.stepSize = stepSize
    self.rollouts = rollouts
    self.chains = chains
    self.watch = watch
    self.seed = seed
  }

  /// After how many updates of n rollouts chains are measured: at the start, and then twice as late each time.
  func records(rolloutsPerUpdate: Int) -> [Int] {
    let last = max(1, rollouts / rolloutsPerUpdate)
    var records = [last]
    while records.count < 8, let first = records.first, first > 1 { records.insert(first / 2, at: 0) }
    return [0] + records
  }
}
