/// What one arm of a simulated run leaves behind: every chain at every record.
public struct RunResult: Codable, Sendable {
  let run: String
  let arm: String
  /// Rollouts of the prompt at the records, in rising order.
  let rollouts: [Int]
  /// ρ by record and chain.
  let success: [[Double]]
  /// The probability of the watched token by record and chain.
  let token: [[Double]]
  /// The exact mean of the watched token's probability by record; nil where the tree is more than a choice of two.
  let exactToken: [Double]?
}
