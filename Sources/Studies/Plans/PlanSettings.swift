import RunFiles
import Simulation

/// What a plan is asked for.
public struct PlanSettings: Hashable, Encodable, Sendable {
  /// The rollouts per prompt to choose from, in increasing order.
  public let groupSizes: [Int]
  /// The mean success rate to reach.
  public let target: Double
  /// The optimiser's metric.
  public let mobility: StepMetric
  /// η, the change of log-odds by an update without noise for a prompt of average weight under natural mobility.
  public let stepSize: Double
  /// χ, the spread of scores within successes, and within failures, over the squared distance of their means.
  public let scoreSpread: Double
  /// The seed of the bootstrap.
  public let seed: UInt64
  /// How many resamples of prompts intervals rest on.
  public let resamples: Int

  /// A convention between the χ of small transformers, about 1, and what longer responses suggest; see docs/plan.md.
  public static let defaultScoreSpread = 10.0
  /// The share of the best signal per rollout with which a smaller group is recommended.
  static let sufficientSignal = 0.9

  /// Settings that are in range.
  ///
  /// - Throws: ``RunError`` naming the option, its value and what is legal.
  public init(
    groupSizes: [Int], target: Double = 0.8, mobility: StepMetric = .natural, stepSize: Double = 0.1,
    scoreSpread: Double = defaultScoreSpread, seed: UInt64 = 1, resamples: Int = 200
  ) throws {
    guard !groupSizes.isEmpty else { throw RunError(.usage, "there is no group size; give at least one") }
    for size in groupSizes where !(1...1024).contains(size) {
      throw RunError(.usage, "a group size is \(size); it must be between 1 and 1024")
    }
    guard target > 0 && target < 1 else {
      throw RunError(.usage, "the target is \(target); it must be between 0 and 1, both excluded")
    }
    guard stepSize > 0 && stepSize.isFinite else {
      throw RunError(.usage, "the step size is \(stepSize); it must be a finite number above 0")
    }
    guard scoreSpread >= 0 && scoreSpread.isFinite else {
      throw RunError(.usage, "the score spread is \(scoreSpread); it must be a finite number of 0 or more")
    }
    guard (20...10_000).contains(resamples) else {
      throw RunError(.usage, "there are \(resamples) resamples; there must be between 20 and 10000")
    }
    self.groupSizes = Set(groupSizes).sorted()
    self.target = target
    self.mobility = mobility
    self.stepSize = stepSize
    self.scoreSpread = scoreSpread
    self.seed = seed
    self.resamples = resamples
  }
}
