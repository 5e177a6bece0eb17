/// Points that belong together, drawn in one colour under one name.
public struct Series: Sendable, Codable, Equatable {
  /// How a series is drawn.
  public enum Style: String, Codable, Sendable {
    /// Points joined by straight lines.
    case line
    /// A marker at every point.
    case points
    /// Markers joined by lines.
    case lineAndPoints
    /// The area from `lower` to `upper`, filled, with a line along `y` where it is finite.
    case band
  }

  /// The name in the legend; an empty name has no entry.
  public var name: String
  /// Where the numbers come from.
  public var provenance: Provenance
  /// How the points are drawn.
  ///
  /// Except for a band, `lower` and `upper` are error bars.
  public var style: Style
  /// The points in the order in which lines join them.
  public var points: [Point]
  /// The place of the colour and the marker in the palette, from 0; nil for the place in the figure.
  ///
  /// Give a curve and the points that test it the same place to tie them together. Seven colours differ;
  /// later places repeat them with other dashes.
  public var colour: Int?

  /// A series of points.
  public init(
    name: String, provenance: Provenance, style: Style, points: [Point], colour: Int? = nil
  ) {
    self.name = name
    self.provenance = provenance
    self.style = style
    self.points = points
    self.colour = colour
  }
}
