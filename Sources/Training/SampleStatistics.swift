import Rollouts
import Tasks

/// Sums over sampled rollouts from which an update's or an evaluation's statistics are made.
struct SampleStatistics {
  private(set) var tokenCount = 0
  private var rolloutCount = 0
  private var successCount = 0.0
  private var entropy = 0.0
  private var groupCount = 0
  private var failedGroups = 0
  private var succeededGroups = 0
  private var levels: [(successes: Double, rollouts: Int)]

  init(task: any VerifiableTask) {
    levels = task.difficulties.map { _ in (0, 0) }
  }

  /// Takes rollouts into account.
  mutating func add(_ collected: CollectedRollouts, task: any VerifiableTask) {
    let batch = collected.batch
    rolloutCount += batch.rollouts.count
    groupCount += batch.groupCount
    entropy += batch.tokens?.entropies?.reduce(0, +) ?? 0
    for group in 0..<batch.groupCount {
      let rollouts = batch.rollouts[batch.group(group)]
      let successes = rollouts.reduce(0) { $0 + $1.reward }
      let level = task.difficulty(of: Array(collected.sequences[rollouts.startIndex].prompt))
      levels[level].successes += successes
      levels[level].rollouts += rollouts.count
      successCount += successes
      failedGroups += successes == 0 ? 1 : 0
      succeededGroups += successes == Double(rollouts.count) ? 1 : 0
      tokenCount += rollouts.reduce(0) { $0 + $1.length }
    }
  }

  var success: Double { successCount / Double(max(1, rolloutCount)) }
  var successByDifficulty: [Double?] {
    levels.map { $0.rollouts == 0 ? nil : $0.successes / Double($0.rollouts) }
  }
  var meanLength: Double { Double(tokenCount) / Double(max(1, rolloutCount)) }
  var meanEntropy: Double { entropy / Double(max(1, tokenCount)) }
  var allFailedShare: Double { Double(failedGroups) / Double(max(1, groupCount)) }
  var allSucceededShare: Double { Double(succeededGroups) / Double(max(1, groupCount)) }
}
