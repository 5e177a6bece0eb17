import Foundation
import Reporting
import RunFiles
import Studies

/// The terminal behind a stream, and what is written to the streams.
enum Terminal {
  /// The number of columns of the terminal that a stream is connected to; nil where it is none, or says nothing.
  static func columns(of stream: Int32) -> Int? {
    guard isatty(stream) == 1 else { return nil }
    var size = winsize()
    guard ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The width of pages of text where output is no terminal.
  static let pageWidth = 100

  /// The width that tables are fitted to; nil where output is no terminal, or too narrow for any table.
  static var tableWidth: Int? {
    columns(of: STDOUT_FILENO).flatMap { $0 >= 40 ? $0 : nil }
  }

  /// Colours on a terminal, unless NO_COLOR is set.
  static var style: TerminalStyle {
    let isPlain = isatty(STDOUT_FILENO) != 1 || ProcessInfo.processInfo.environment["NO_COLOR"] != nil
    return isPlain ? .plain : .colour
  }

  /// Writes data to standard output.
  ///
  /// - Throws: ``RunError`` where that fails, as on a full disk.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw RunError(
        .inputOutput, "cannot write to standard output; is the disk full, or the output closed?")
    }
  }

  /// Writes talk to standard error, where it is open.
  static func tell(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
