/// A thin dashed line to compare data with: a target, a threshold, or perfect agreement.
public struct ReferenceLine: Sendable, Codable, Equatable {
  /// Where a reference line runs.
  public enum Place: Sendable, Codable, Equatable {
    /// Across the figure at this value of `y`.
    case horizontal(Double)
    /// Up the figure at this value of `x`.
    case vertical(Double)
    /// Along `y = x`.
    case diagonal
  }

  /// Where the line runs.
  public var place: Place
  /// What the line means, written at its end outside the data; nil for nothing.
  public var label: String?

  /// A line at this place.
  public init(_ place: Place, label: String? = nil) {
    self.place = place
    self.label = label
  }
}
