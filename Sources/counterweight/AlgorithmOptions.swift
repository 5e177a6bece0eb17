import Algorithms
import ArgumentParser
import Foundation
import Studies

/// Which algorithms are meant: names of the catalogue or files, with settings changed.
struct AlgorithmOptions: ParsableArguments {
  @Option(
    help:
      "A name of the catalogue, or a JSON file that holds an algorithm; weight takes several, with commas.")
  var algorithm: String

  @Option(help: "Whose reading of the name; by default the paper's.")
  var convention: String?

  @Option(
    name: .customLong("set"), parsing: .upToNextOption,
    help: "Settings to change, as part=kind or part.field=value.")
  var settings: [String] = []

  /// The one algorithm, with its settings.
  ///
  /// - Throws: what is wrong with name, convention, file or settings.
  func resolved() throws -> Algorithm {
    try resolved(algorithm)
  }

  /// All algorithms whose names stand between commas, each with the settings.
  ///
  /// - Throws: what is wrong with a name, the convention, a file or the settings.
  func all() throws -> [(name: String, algorithm: Algorithm)] {
    try algorithm.split(separator: ",", omittingEmptySubsequences: false).map {
      (String($0), try resolved(String($0)))
    }
  }

  private func resolved(_ name: String) throws -> Algorithm {
    let isFile = name.contains("/") || name.hasSuffix(".json")
    let algorithm = try isFile ? read(name) : preset(name)
    do {
      return try algorithm.setting(settings)
    } catch let error as SettingError {
      throw StudyError(.usage, "--set: \(error)")
    }
  }

  private func preset(_ name: String) throws -> Algorithm {
    let preset = try AlgorithmPreset(named: name)
    return try preset.algorithm(preset.convention(named: convention))
  }

  private func read(_ path: String) throws -> Algorithm {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StudyError(.missingInput, "there is no readable file \(path)")
    }
    guard convention == nil else {
      throw StudyError(.usage, "--convention belongs to names of the catalogue; \(path) is a file")
    }
    do {
      return try JSONDecoder().decode(Algorithm.self, from: data)
    } catch let error as SettingError {
      throw StudyError(.badData, "\(path): \(error)")
    } catch {
      throw StudyError(
        .badData,
        "\(path) holds no algorithm; write an object with groupSize and parts, as"
          + " \"counterweight algorithms grpo --json\" prints under \"algorithm\"")
    }
  }
}
