/// The three words a prediction can earn, which reports show as badges.
public enum VerdictWord: String, Codable, Sendable, CaseIterable {
  /// The measurement lies inside the margin.
  case holds
  /// The measurement lies outside the margin.
  case refuted
  /// The measurement cannot tell.
  case inconclusive

  /// The verdict a cell begins with, or nil where its first word is none.
  init?(startOf cell: String) {
    self.init(rawValue: String(cell.prefix { $0.isLetter }))
  }

  /// The parameter of the terminal's colour sequence: green, red or yellow.
  var terminalColour: Int {
    switch self {
    case .holds: 32
    case .refuted: 31
    case .inconclusive: 33
    }
  }
}
