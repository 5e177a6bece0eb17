import Algorithms
import Foundation
import Studies

/// Finds algorithms by name or file, and changes their settings.
struct AlgorithmLookup {
  /// Whose reading of a name; nil for the paper's.
  let convention: String?
  /// Settings to change, as part=kind or part.field=value.
  let settings: [String]

  /// The algorithms whose names stand between commas.
  ///
  /// - Throws: what is wrong with a name, the convention, a file or the settings.
  func algorithms(named names: String) throws -> [(name: String, algorithm: Algorithm)] {
    try names.split(separator: ",", omittingEmptySubsequences: false).map {
      (String($0), try algorithm(named: String($0)))
    }
  }

  /// One algorithm.
  ///
  /// - Throws: what is wrong with name, convention, file or settings.
  func algorithm(named name: String) throws -> Algorithm {
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
