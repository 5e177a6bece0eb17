/// The exact mean of what a tree's policy is after some updates.
public struct TreeExpectation: Hashable, Codable, Sendable {
  /// E ρ.
  public let successRate: Double
  /// E π(token | prefix) of every node; 1 at the root.
  public let probabilities: [Double]
}
