import Checkpoints
import Foundation
import RunFiles

/// The folder of one run. It describes itself, and everything in it is written atomically:
///
///     study.yml           the resolved configuration
///     predictions.json    what was predicted, before the first measurement
///     forecasts/          what a cell predicted from one half of its data for the other
///     cells/              the result of every cell, named by its content address
///     results.json        quantities, verdicts, tables and figures
///     environment.json    times and facts about the machine, one entry a session: the only file that differs
///                         between equal runs
///     report.html         the report
///     figures/            its figures, a file each
public struct RunDirectory: Sendable {
  /// The folder.
  public let url: URL

  /// A run directory at a place that need not exist yet.
  public init(_ url: URL) {
    self.url = url
  }

  enum File {
    static let study = "study.yml"
    static let predictions = "predictions.json"
    static let results = "results.json"
    static let environment = "environment.json"
    static let report = "report.html"
  }

  /// Makes the folder, or joins the run that is in it.
  ///
  /// - Parameter configuration: the resolved study file.
  /// - Throws: ``RunError`` where the folder cannot be written or holds a run of another configuration.
  func open(configuration: String) throws {
    let present = try text(File.study)
    if present == nil, let files = try? FileManager.default.contentsOfDirectory(atPath: url.path),
      !files.isEmpty
    {
      throw RunError(
        .badData, "\(url.relativePath) is not empty and holds no run; choose another folder with --output")
    }
    for folder in ["", "cells", "forecasts"] {
      do {
        try FileManager.default.createDirectory(
          at: url.appendingPathComponent(folder), withIntermediateDirectories: true)
      } catch {
        throw RunError(
          .inputOutput,
          "cannot create \(url.relativePath): \(obstacle(to: url) ?? AtomicFile.reason(error)); choose another folder with"
            + " --output")
      }
    }
    if let present {
      guard present == configuration else {
        throw RunError(
          .badData,
          "\(url.relativePath) holds a run of another configuration, or its study.yml is damaged; choose another"
            + " folder with --output")
      }
    } else {
      try write(configuration, to: File.study)
    }
  }

  /// The text of a file; nil where there is none.
  ///
  /// - Throws: ``RunError`` where it cannot be read.
  func text(_ file: String) throws -> String? {
    let place = url.appendingPathComponent(file)
    guard FileManager.default.fileExists(atPath: place.path) else { return nil }
    do {
      return try String(contentsOf: place, encoding: .utf8)
    } catch {
      throw RunError(.inputOutput, "cannot read \(place.relativePath): \(AtomicFile.reason(error))")
    }
  }

  /// Writes a file whole or not at all.
  ///
  /// - Throws: ``RunError`` where the folder cannot be written.
  func write(_ text: String, to file: String) throws {
    let place = url.appendingPathComponent(file)
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place, options: .atomic)
    } catch {
      throw RunError(
        .inputOutput,
        "cannot write \(place.relativePath): \(AtomicFile.reason(error)); what is finished is kept, run again to"
          + " continue")
    }
  }

  /// Adds a session to the facts about the machines that worked on this run.
  ///
  /// - Throws: ``RunError`` where the folder cannot be written.
  func append(_ session: RunEnvironment) throws {
    let earlier = try text(File.environment).flatMap {
      try? decodeCanonicalJSON([RunEnvironment].self, from: $0)
    }
    try write(canonicalJSON((earlier ?? []) + [session]), to: File.environment)
  }

  /// The stored result of a cell; nil where it has none, or one that is damaged and was set aside.
  func storedResult<Result: Codable>(_ key: CellKey, as type: Result.Type, warn: (String) -> Void) throws
    -> Result?
  {
    guard FileManager.default.fileExists(atPath: url.appendingPathComponent(key.file).path) else {
      return nil
    }
    if let text = try? text(key.file),
      let stored = try? decodeCanonicalJSON(StoredCell<Result>.self, from: text),
      stored.key == key
    {
      return stored.result
    }
    let place = url.appendingPathComponent(key.file)
    let aside = place.appendingPathExtension("damaged")
    try? FileManager.default.removeItem(at: aside)
    try? FileManager.default.moveItem(at: place, to: aside)
    warn("\(place.relativePath) is damaged; it is kept as \(aside.lastPathComponent) and computed again")
    return nil
  }

  /// Stores the result of a cell.
  ///
  /// - Throws: ``RunError`` where the folder cannot be written.
  func store<Result: Codable>(_ result: Result, for key: CellKey) throws {
    try write(canonicalJSON(StoredCell(key: key, result: result)), to: key.file)
  }
}
