/// A number from a grid with an estimate of its error.
public struct Approximation: Hashable, Codable, Sendable {
  /// The number, from the finest grid.
  public let value: Double
  /// An estimate of its error from what halving the grid changes: mostly too large, but no bound.
  public let error: Double
}
