import Reporting

extension [Table] {
  /// The tables one below the other, fitted to the terminal.
  var terminalText: String {
    map { $0.terminalText(width: Terminal.tableWidth) + "\n" }.joined(separator: "\n")
  }
}
