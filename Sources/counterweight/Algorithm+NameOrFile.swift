import Algorithms
import Foundation
import RunFiles
import Studies

extension Algorithm {
  /// The algorithm that a name of the catalogue or a JSON file means; what has a slash or ends in .json is a file.
  ///
  /// - Throws: what is wrong with name, convention or file.
  init(nameOrFile text: String, convention: String? = nil) throws {
    guard text.contains("/") || text.hasSuffix(".json") else {
      let preset = try AlgorithmPreset(named: text)
      self = try preset.algorithm(preset.convention(named: convention))
      return
    }
    guard let data = FileManager.default.contents(atPath: text) else {
      throw RunError(.missingInput, "there is no readable file \(text)")
    }
    guard convention == nil else {
      throw RunError(.usage, "--convention belongs to names of the catalogue; \(text) is a file")
    }
    do {
      self = try JSONDecoder().decode(Algorithm.self, from: data)
    } catch let error as SettingError {
      throw RunError(.badData, "\(text): \(error)")
    } catch {
      throw RunError(
        .badData,
        "\(text) holds no algorithm; write an object with groupSize and parts, as"
          + " \"counterweight algorithms grpo --json\" prints under \"algorithm\"")
    }
  }
}
