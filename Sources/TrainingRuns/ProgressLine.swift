import Foundation

/// A line about work that goes on: redrawn in place on a terminal, elsewhere a new one every few seconds.
final class ProgressLine {
  private let columns: Int?
  private let write: (String) -> Void
  private var lastShown = Date.distantPast

  /// A line on a terminal of so many columns; nil where there is no terminal.
  init(columns: Int?, write: @escaping (String) -> Void) {
    self.columns = columns
    self.write = write
  }

  /// Shows the first parts, as many as fit, unless the last line has only just been shown.
  ///
  /// - Parameters:
  ///   - parts: from the most to the least important.
  ///   - isLast: whether the line is shown in any case.
  func show(_ parts: @autoclosure () -> [String], isLast: Bool = false) {
    let now = Date()
    guard isLast || now.timeIntervalSince(lastShown) >= (columns == nil ? 5 : 0.1) else { return }
    lastShown = now
    guard let columns else { return write(parts().joined(separator: "  ") + "\n") }
    var line = ""
    for part in parts() {
      let longer = line.isEmpty ? part : "\(line)  \(part)"
      guard longer.count < columns else { break }
      line = longer
    }
    write("\r\(line)\u{1B}[K")
  }

  /// Ends the line that is redrawn.
  func close() {
    if columns != nil && lastShown != .distantPast { write("\n") }
  }
}
