/// How the cells of a column are set.
public enum Alignment: String, Codable, Sendable {
  /// Flush with the column's leading edge: words.
  case leading
  /// Flush with the column's trailing edge: numbers.
  case trailing
}
