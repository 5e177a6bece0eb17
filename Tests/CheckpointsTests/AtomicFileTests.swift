import Checkpoints
import Foundation
import Testing

@Suite("Files that are whole or absent")
struct AtomicFileTests {
  @Test("The old file is replaced, and nothing else is left")
  func replaces() throws {
    try TinyModel.withFolder { folder in
      let file = folder.appendingPathComponent("f")
      for text in ["first", "second"] { try AtomicFile.write(Data(text.utf8), to: file) }
      let content = try String(contentsOf: file, encoding: .utf8)
      #expect(content == "second")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["f"])
    }
  }

  /// Runs a program; whether it succeeded.
  static func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test("On a full disk the old file stays, and the error is one line")
  func fullDisk() throws {
    try TinyModel.withFolder { folder in
      guard Self.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path) else { return }
      defer { _ = Self.run("umount", folder.path) }
      let file = folder.appendingPathComponent("f")
      try AtomicFile.write(Data("old".utf8), to: file)
      let large = Data(repeating: 1, count: 1 << 20)
      #expect(
        TinyModel.refusal { try AtomicFile.write(large, to: file) }
          == "cannot write \(file.relativePath): No space left on device")
      let content = try String(contentsOf: file, encoding: .utf8)
      #expect(content == "old")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["f"])
    }
  }
}
