/// One section of an ``HTMLReport``: a heading, then text, figures and tables, in this order.
public struct Section: Sendable, Codable, Equatable {
  /// The heading.
  public var heading: String
  /// Plain text, a string a paragraph.
  public var paragraphs: [String]
  /// Figures, numbered through the report.
  public var figures: [RenderedFigure]
  /// Tables, numbered through the report.
  public var tables: [Table]

  /// A section; what is left out is empty.
  public init(
    heading: String, paragraphs: [String] = [], tables: [Table] = [], figures: [RenderedFigure] = []
  ) {
    self.heading = heading
    self.paragraphs = paragraphs
    self.figures = figures
    self.tables = tables
  }
}
