import Checkpoints
import Foundation
import RunFiles

/// A file to which lines are added as they come.
struct RunLog {
  let url: URL

  /// Its whole lines; a last one that a killed process did not end is none.
  func lines() throws -> [String] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    do {
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.dropLast().map(String.init)
    } catch {
      throw RunError(.inputOutput, "cannot read \(url.relativePath): \(AtomicFile.reason(error))")
    }
  }

  /// Makes these its lines.
  func replace(by lines: [String]) throws {
    do {
      try AtomicFile.write(Data(lines.map { $0 + "\n" }.joined().utf8), to: url)
    } catch {
      throw RunError(.inputOutput, "\(error)")
    }
  }

  /// Adds a line, line break included, and hands it to the operating system.
  ///
  /// - Throws: `RunError` where that fails, as on a full disk.
  func append(_ line: String) throws {
    try withHandle { handle in
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(line.utf8))
    }
  }

  /// Flushes its lines to the disk, so that they outlast a loss of power.
  ///
  /// - Throws: `RunError` where that fails.
  func synchronize() throws { try withHandle { try $0.synchronize() } }

  private func withHandle(_ body: (FileHandle) throws -> Void) throws {
    do {
      let handle = try FileHandle(forWritingTo: url)
      defer { try? handle.close() }
      try body(handle)
    } catch {
      throw RunError(
        .inputOutput,
        "cannot write \(url.relativePath): \(AtomicFile.reason(error)); the last checkpoint is kept, run again to"
          + " continue")
    }
  }
}
