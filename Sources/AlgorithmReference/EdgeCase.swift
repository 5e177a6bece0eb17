import Algorithms
import Foundation
import Reporting
import Rollouts

/// What an algorithm gives the rollouts of a small batch that rules like to disagree on.
///
/// Derived by asking the algorithm, never written down. Responses have two tokens of probability 1/2, the greedy
/// response earns 0, and a tracker knows the prompts at 1/2.
public struct EdgeCase: Encodable, Hashable, Sendable {
  /// What is special about the batch.
  public let name: String
  /// What its successes and its failures get, or why the batch is refused.
  public let outcome: String

  /// The edge cases of an algorithm.
  ///
  /// Rules of one rollout a prompt are shown eight prompts.
  public static func all(of algorithm: Algorithm) -> [EdgeCase] {
    let n = algorithm.groupSize > 1 ? algorithm.groupSize : 8
    let whole = algorithm.groupSize > 1 ? "a group of \(n)" : "\(n) prompts"
    func batch(successes: Int, emptySuccess: Bool = false) -> Batch {
      EdgeCase.batch(
        rewards: (0..<n).map { $0 < successes ? 1 : 0 }, groupSize: algorithm.groupSize > 1 ? n : 1,
        isFirstEmpty: emptySuccess)
    }
    let batches: [(String, Batch)] = [
      ("one success in \(whole)", batch(successes: 1)),
      ("\(whole), all successes", batch(successes: n)),
      ("\(whole), all failures", batch(successes: 0)),
      ("a group of one, a success", EdgeCase.batch(rewards: [1], groupSize: 1, isFirstEmpty: false)),
      ("\(whole), the only success has an empty mask", batch(successes: 1, emptySuccess: true)),
    ]
    return batches.map { EdgeCase(name: $0, outcome: outcome(of: algorithm, for: $1)) }
  }

  private static func batch(rewards: [Double], groupSize: Int, isFirstEmpty: Bool) -> Batch {
    let length = 2
    let rollouts = rewards.enumerated().map { index, reward in
      Rollout(
        reward: reward, length: isFirstEmpty && index == 0 ? 0 : length, squaredScoreNorm: 1, greedyReward: 0,
        trackerPrior: 0.5)
    }
    var batch = Batch(rollouts, groupSize: groupSize)
    var tokens = ResponseTokens(
      positionCounts: rewards.map { _ in length },
      mask: isFirstEmpty ? rewards.indices.flatMap { [$0 > 0, $0 > 0] } : nil)
    let logProbabilities = [Double](repeating: log(0.5), count: tokens.count)
    tokens.logProbabilities = logProbabilities
    tokens.referenceLogProbabilities = logProbabilities
    tokens.sumsOfSquaredProbabilities = [Double](repeating: 0.5, count: tokens.count)
    tokens.entropies = [Double](repeating: log(2), count: tokens.count)
    batch.tokens = tokens
    return batch
  }

  private static func outcome(of algorithm: Algorithm, for batch: Batch) -> String {
    let values: [[Double]]
    do {
      switch try algorithm.assignCredit(to: batch).advantages {
      case .rollouts(let advantages): values = advantages.map { [$0] }
      case .tokens(let advantages):
        let tokens = batch.tokens ?? ResponseTokens(positionCounts: batch.rollouts.map(\.length))
        values = batch.rollouts.indices.map { index in
          tokens.positions(of: index).filter { tokens.counts($0) }.map { advantages[$0] }
        }
      }
    } catch {
      return "refused: \(error)"
    }
    if values.joined().allSatisfy({ $0 == 0 }) { return "every advantage is 0" }
    let classes: [(String, Double)] = [("success", 1), ("failure", 0)]
    return classes.compactMap { name, reward in
      let members = batch.rollouts.indices.filter { batch.rollouts[$0].reward == reward }
      guard !members.isEmpty else { return nil }
      return "\(name) \(range(members.flatMap { values[$0] }))"
    }.joined(separator: ", ")
  }

  /// One number where all are equal, else the smallest and the largest.
  private static func range(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "without tokens" }
    return low == high ? shortNumber(low) : "\(shortNumber(low)) … \(shortNumber(high))"
  }
}
