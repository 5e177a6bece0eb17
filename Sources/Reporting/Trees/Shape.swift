/// A part of a drawing, in pixels from its bottom left corner; later shapes cover earlier ones, and text covers all.
enum Shape {
  /// A filled area with a thin rim of its own colour, by which it stays visible where it is narrow.
  case area([(x: Double, y: Double)], colour: String)
  /// A filled rectangle, with a white line about it where it has to stand out.
  case rectangle(
    left: Double, right: Double, bottom: Double, top: Double, colour: String, isFramed: Bool = false)
  /// A closed line.
  case outline([(x: Double, y: Double)], colour: String)
  /// A line of text.
  case text(FigureGeometry.PlacedText, FigureGeometry.Kind, colour: String, isBold: Bool = false)
}
