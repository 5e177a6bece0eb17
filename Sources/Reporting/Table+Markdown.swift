extension Table {
  /// The table in the Markdown of GitHub, without title and note, and without a line break at the end.
  ///
  /// A vertical bar in a cell is escaped, a line break becomes a space.
  public func markdown() -> String {
    func line(_ cells: [String]) -> String {
      let escaped = cells.map { cell in
        cell.printable.replacing("\n", with: " ").replacing("|", with: "\\|")
      }
      return "| \(escaped.joined(separator: " | ")) |"
    }
    let rule = columns.map { $0.alignment == .leading ? "---" : "---:" }
    let padded = rows.map { row in columns.indices.map { $0 < row.count ? row[$0] : "" } }
    return ([line(columns.map(\.header)), "|\(rule.joined(separator: "|"))|"] + padded.map(line))
      .joined(separator: "\n")
  }
}
