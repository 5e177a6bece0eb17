import Foundation

/// The built command, run as a user runs it: in the root of the package.
enum Counterweight {
  struct Outcome {
    let output: String
    let errors: String
    let exitCode: Int32
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("counterweight")

  static func run(_ arguments: [String], input: String = "") throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    let inputFile = folder.appendingPathComponent("input")
    try Data(input.utf8).write(to: inputFile)
    let process = try start(
      arguments, output: FileHandle(forWritingTo: files[0]), errors: FileHandle(forWritingTo: files[1]),
      input: FileHandle(forReadingFrom: inputFile))
    process.waitUntilExit()
    return Outcome(
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8), exitCode: process.terminationStatus)
  }

  static func start(
    _ arguments: [String], output: FileHandle, errors: FileHandle, input: FileHandle = .nullDevice
  ) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return process
  }
}
