/// One point of a ``Series``, with an interval where it has one.
public struct Point: Sendable, Codable, Equatable {
  /// The position along the horizontal axis; with categories, the index of the category.
  public var x: Double
  /// The position along the vertical axis.
  ///
  /// A value that is not finite is a gap.
  public var y: Double
  /// The lower end of the interval, in units of `y`; nil for none.
  public var lower: Double?
  /// The upper end of the interval, in units of `y`; nil for none.
  public var upper: Double?

  /// A point; with `lower` or `upper`, one with an error bar or a slice of a band.
  public init(x: Double, y: Double, lower: Double? = nil, upper: Double? = nil) {
    self.x = x
    self.y = y
    self.lower = lower
    self.upper = upper
  }
}
