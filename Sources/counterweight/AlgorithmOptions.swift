import Algorithms
import ArgumentParser
import Foundation
import Studies

/// The algorithms that a command is about.
struct AlgorithmOptions: ParsableArguments {
  @Option(help: "Names from the catalogue or JSON files that hold an algorithm, separated by commas.")
  var algorithm: String

  @Option(help: "Whose reading of the names is meant.")
  var convention: String = Convention.paper.rawValue

  @Option(help: "A part of the algorithms to change, as part=kind or part.field=value; may be repeated.")
  var set: [String] = []

  @Option(help: "Rollouts per prompt; by default the algorithm's own.")
  var groupSize: Int?

  func validate() throws {
    if let groupSize, !(1...4096).contains(groupSize) {
      throw ValidationError("--group-size is \(groupSize); it must be between 1 and 4096")
    }
  }

  /// The algorithms in the order in which they are named, with their settings.
  ///
  /// - Throws: `StudyError` with the exit code that belongs to the fault.
  func algorithms() throws -> [(name: String, algorithm: Algorithm)] {
    try algorithm.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let name = String(part)
      let named = try isFile(name) ? Self.read(name) : preset(name)
      do {
        var changed = try set.reduce(named) { try $0.setting($1) }
        if let groupSize { changed.groupSize = groupSize }
        return (name, changed)
      } catch let error as SettingError {
        throw StudyError(.usage, "--set: \(error)")
      }
    }
  }

  private func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".json") }

  private func preset(_ name: String) throws -> Algorithm {
    guard let convention = Convention(rawValue: convention) else {
      throw StudyError(
        .usage,
        "there is no convention \"\(convention)\"; known are "
          + Convention.allCases.map(\.rawValue).joined(separator: ", "))
    }
    do {
      return try AlgorithmPreset(named: name).algorithm(convention)
    } catch let error as CatalogueError {
      throw StudyError(.usage, "\(error)")
    }
  }

  private static func read(_ path: String) throws -> Algorithm {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StudyError(.missingInput, "there is no file \(path) to read an algorithm from")
    }
    do {
      return try JSONDecoder().decode(Algorithm.self, from: data)
    } catch let error as SettingError {
      throw StudyError(.badData, "\(path): \(error)")
    } catch {
      throw StudyError(.badData, "\(path) holds no algorithm: a JSON object of groupSize and parts")
    }
  }
}
