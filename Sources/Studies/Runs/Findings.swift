import Reporting

/// What a study found: everything that its report shows, apart from the verdicts.
public struct Findings: Codable, Sendable {
  /// Measured quantities by name.
  public var measurements: [String: MeasuredQuantity]
  /// Sections of text, tables and figures, in reading order.
  public var sections: [FindingsSection]
}

/// A section of a report, with figures not yet drawn.
public struct FindingsSection: Codable, Sendable {
  /// The heading.
  public var heading: String
  /// Plain paragraphs.
  public var paragraphs: [String]
  /// Figures.
  public var figures: [Figure]
  /// Tables.
  public var tables: [Table]
}
