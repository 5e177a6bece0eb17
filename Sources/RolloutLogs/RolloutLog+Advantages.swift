import Algorithms
import Rollouts

/// Advantages that a log carries.
extension RolloutLog {
  /// The advantages that training used, in the order of the batch; nil unless every record carries one.
  ///
  /// Where some records have one number and others one for every position, the numbers go to the positions that count.
  public var advantages: Advantages? {
    let recorded = order.compactMap { records[$0].advantage }
    guard recorded.count == records.count else { return nil }
    let numbers = recorded.compactMap { if case .rollout(let number) = $0 { number } else { nil } }
    if numbers.count == recorded.count { return .rollouts(numbers) }
    let tokens = batch.tokens ?? ResponseTokens(positionCounts: positionCounts)
    return .tokens(
      recorded.enumerated().flatMap { index, advantage in
        switch advantage {
        case .tokens(let numbers): numbers
        case .rollout(let number): tokens.positions(of: index).map { tokens.counts($0) ? number : 0 }
        }
      })
  }
}
