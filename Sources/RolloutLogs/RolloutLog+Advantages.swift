import Algorithms
import Rollouts

/// Advantages that a log carries.
extension RolloutLog {
  /// The advantages that training used, in the order of the batch; nil where no record carries one.
  ///
  /// Where some records have one number and others one for every position, the numbers go to the positions that count.
  /// - Throws: ``RolloutLogError`` where some records carry one and others do not.
  public func advantages() throws -> Advantages? {
    let recorded = order.compactMap { records[$0].advantage }
    guard !recorded.isEmpty else { return nil }
    if let lacking = records.firstIndex(where: { $0.advantage == nil }) {
      throw RolloutLogError.line(lines[lacking], .missingColumn("advantage"))
    }
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
