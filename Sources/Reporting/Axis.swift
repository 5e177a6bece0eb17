/// One axis of a ``Figure``.
public struct Axis: Sendable, Codable, Equatable {
  /// How values map to positions.
  public enum Scale: String, Codable, Sendable {
    /// Equal differences are equal lengths.
    case linear
    /// Equal ratios are equal lengths; values at or below zero cannot be shown.
    case log
  }

  /// The quantity and its unit.
  public var label: String
  /// How values map to positions.
  public var scale: Scale
  /// The values shown, or nil to show every value.
  ///
  /// A log axis ignores a range that is not positive.
  public var range: ClosedRange<Double>?

  /// An axis, linear and as long as its data unless told otherwise.
  public init(label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
    self.label = label
    self.scale = scale
    self.range = range
  }
}
