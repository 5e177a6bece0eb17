import Foundation
import GSLNumerics
import Transformer

/// Facts about the machine and the moment of a run, kept apart from its results.
public struct RunEnvironment: Codable, Sendable {
  /// The version of this package.
  public var package = Counterweight.version
  /// The commit of the working copy the run was started in; nil outside one.
  public var commit: String?
  /// Whether that working copy had uncommitted changes.
  public var hasUncommittedChanges: Bool?
  /// The version of GSL.
  public var gsl = GSL.version
  /// The instructions for which the transformer was compiled; trained numbers can differ in their last bits between
  /// them.
  public var vectorInstructions = VectorInstructions.name
  /// The Swift compiler that built the package.
  public var compiler = Self.compilerVersion
  /// The settings that were replaced on the command line.
  public var overrides: [String]
  /// Operating system.
  public var system = ProcessInfo.processInfo.operatingSystemVersionString
  /// Processor count.
  public var processors = ProcessInfo.processInfo.activeProcessorCount
  /// When the run was started last.
  public var started: Date
  /// How long it took then, in seconds.
  public var seconds: Double

  package init(started: Date, seconds: Double, overrides: [String]) {
    self.overrides = overrides
    self.started = started
    self.seconds = seconds
    commit = Self.git("rev-parse", "HEAD")
    hasUncommittedChanges = commit == nil ? nil : Self.git("status", "--porcelain") != ""
  }

  private static var compilerVersion: String {
    #if compiler(>=6.4)
      "6.4 or newer"
    #else
      "6.3"
    #endif
  }

  private static func git(_ arguments: String...) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
