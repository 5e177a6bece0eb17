/// Whether terminal text carries colours.
public enum TerminalStyle: String, Codable, Sendable {
  /// Characters only; the right choice for files and pipes.
  case plain
  /// Verdict words in green, red and yellow through ANSI escape sequences.
  case colour
}
