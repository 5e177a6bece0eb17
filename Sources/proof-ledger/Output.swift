import ArgumentParser
import Foundation
import RunFiles

/// What the command prints and writes.
enum Output {
  /// Writes to standard output.
  static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Writes to standard error.
  static func tell(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes a file, whole or not at all.
  ///
  /// - Throws: `RunError` where that fails.
  static func save(_ text: String, to path: String, in root: URL) throws {
    let url = root.appendingPathComponent(path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw RunError(.inputOutput, "\(path) cannot be written; check its permissions")
    }
  }

  /// Removes a file.
  ///
  /// - Throws: `RunError` where that fails.
  static func remove(_ path: String, in root: URL) throws {
    do {
      try FileManager.default.removeItem(at: root.appendingPathComponent(path))
    } catch {
      throw RunError(.inputOutput, "\(path) cannot be removed; check its permissions")
    }
  }

  /// Tells what does not agree, a line each, and ends with exit code 1; does nothing where all agrees.
  static func fail(with problems: [String]) throws {
    guard !problems.isEmpty else { return }
    tell(problems.map { "Error: \($0)\n" }.joined())
    throw ExitCode(RunError.ExitCode.failure.rawValue)
  }
}
