import Foundation
import Reporting

/// The width that tables are fitted to: the COLUMNS of the environment, or none where output is no terminal.
var terminalWidth: Int? {
  guard isatty(STDOUT_FILENO) == 1 else { return nil }
  return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init)
}

/// Colours on a terminal, unless NO_COLOR is set.
var verdictStyle: TerminalStyle {
  let isPlain = isatty(STDOUT_FILENO) != 1 || ProcessInfo.processInfo.environment["NO_COLOR"] != nil
  return isPlain ? .plain : .colour
}
