/// A number from a grid with an estimate of its error.
public struct Approximation: Hashable, Codable, Sendable {
  /// The number, from the finest grid.
  public let value: Double
  /// How far it lies from that of a grid half as fine: an estimate of the error, mostly too large, and no bound.
  public let error: Double
}
