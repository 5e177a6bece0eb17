/// One section of an ``HTMLReport``: a heading, then text, verdicts, figures and tables, in this order.
public struct Section: Sendable, Codable, Equatable {
  /// The heading.
  public var heading: String
  /// Plain text, a string a paragraph.
  public var paragraphs: [String]
  /// The verdicts of the section, shown without a number; nil for none.
  public var verdicts: Table?
  /// Figures, numbered through the report.
  public var figures: [RenderedFigure]
  /// Tables, numbered through the report.
  public var tables: [Table]

  /// A section; what is left out is empty.
  public init(
    heading: String, paragraphs: [String] = [], tables: [Table] = [], figures: [RenderedFigure] = [],
    verdicts: Table? = nil
  ) {
    self.heading = heading
    self.paragraphs = paragraphs
    self.verdicts = verdicts
    self.figures = figures
    self.tables = tables
  }
}
