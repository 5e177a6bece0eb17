import Foundation
import RunFiles
import Testing
import TrainingRuns

@Suite("Folders of runs")
struct TrainingFolderTests {
  /// Whether this process may mount a small disk.
  static let canMount: Bool = {
    let result = try? TinyRun.withFolder { folder in
      guard TrainingFolderTests.command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.path)
      else {
        return false
      }
      return TrainingFolderTests.command("umount", folder.path)
    }
    return result ?? false
  }()

  @Test(
    "A full disk ends the run on one line, and the last checkpoint goes on elsewhere",
    .enabled(if: TrainingFolderTests.canMount, "only where a small disk may be mounted"))
  func fullDisk() throws {
    try TinyRun.withFolder { folder in
      let disk = folder.appendingPathComponent("disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
      let isMounted = Self.command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.path)
      try #require(isMounted)
      defer { _ = Self.command("umount", disk.path) }
      let run = try TinyRun.run(folder, "disk/run", overrides: ["updates=4000"])
      let error = #expect(throws: RunError.self) { try TinyRun.train(run) }
      #expect(error?.exitCode == .inputOutput)
      let line = error?.description ?? ""
      #expect(line.contains("No space left on device") && !line.contains("\n"))
      let names = try FileManager.default.contentsOfDirectory(
        atPath: run.url.appendingPathComponent("checkpoints").path)
      #expect(names.contains { !$0.hasPrefix(".") }, "a whole checkpoint is left")
    }
  }

  static func command(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test("A folder that holds something else is refused")
  func refusesFolders() throws {
    try TinyRun.withFolder { folder in
      let run = try TinyRun.run(folder, "run")
      try TinyRun.train(run, updates: 0)
      let other = try TinyRun.run(folder, "run", overrides: ["seed=8"])
      #expect(
        TinyRun.refusal { try TinyRun.train(other) }
          == "\(run.url.relativePath) holds a run with other settings, or its config.yml is damaged; choose another folder"
          + " with --output")
      let occupied = try TrainingRun(
        source: folder.appendingPathComponent("tiny.yml").path, overrides: [], output: folder.path)
      #expect(
        TinyRun.refusal { try TinyRun.train(occupied) }
          == "\(folder.relativePath) is not empty and holds no run; choose another folder with --output")
    }
  }

  @Test("A folder that a killed run had only begun to make is taken for a new one")
  func leftOvers() throws {
    try TinyRun.withFolder { folder in
      let (whole, begun) = (try TinyRun.run(folder, "whole"), try TinyRun.run(folder, "begun"))
      try TinyRun.train(whole)
      let checkpoints = begun.url.appendingPathComponent("checkpoints")
      try FileManager.default.createDirectory(at: checkpoints, withIntermediateDirectories: true)
      try Data("seed".utf8).write(to: begun.url.appendingPathComponent(".config.yml.partial"))
      let foreign = checkpoints.appendingPathComponent("mine.txt")
      try Data().write(to: foreign)
      #expect(
        TinyRun.refusal { try TinyRun.train(begun) }
          == "\(begun.url.relativePath) is not empty and holds no run; choose another folder with --output")
      try FileManager.default.removeItem(at: foreign)
      try TinyRun.train(begun)
      try TrainingRunTests.expectEqual(begun, whole)
    }
  }

  @Test("Two runs do not work in one folder")
  func lock() throws {
    try TinyRun.withFolder { folder in
      let (run, other) = (try TinyRun.run(folder, "run"), try TinyRun.run(folder, "run"))
      var refusals: [RunError?] = []
      _ = try run.run(columns: nil, log: { _ in }) {
        refusals.append(#expect(throws: RunError.self) { try TinyRun.train(other) })
        return false
      }
      #expect(!refusals.isEmpty && refusals.allSatisfy { $0?.exitCode == .inputOutput })
      #expect(
        refusals.first??.description
          == "another process is at work in \(run.url.relativePath); let it end, or choose another folder with"
          + " --output")
      let again = try TinyRun.train(other)
      #expect(again.isEmpty, "it is free, and the run finished")
    }
  }
}
