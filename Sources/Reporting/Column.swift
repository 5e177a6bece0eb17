/// One column of a ``Table``: its header, its alignment, and what its cells hold.
public struct Column: Sendable, Codable, Equatable {
  /// What the cells of a column hold.
  public enum Content: String, Codable, Sendable {
    /// Words or numbers, shown as they are.
    case text
    /// Verdicts: a cell that begins with a ``VerdictWord`` shows that word as a badge.
    case verdict
  }

  /// The text above the column.
  public var header: String
  /// How the header and the cells are set.
  public var alignment: Alignment
  /// What the cells hold.
  public var content: Content

  /// A column, leading and of plain text unless told otherwise.
  public init(header: String, alignment: Alignment = .leading, content: Content = .text) {
    self.header = header
    self.alignment = alignment
    self.content = content
  }
}
