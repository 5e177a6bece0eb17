import Algorithms
import ArgumentParser
import Foundation
import Studies

/// Which algorithm is meant: an entry of the catalogue or a file, with settings changed.
struct AlgorithmOptions: ParsableArguments {
  @Option(help: "An algorithm of the catalogue, or a JSON file that holds one.")
  var algorithm: String

  @Option(help: "Whose reading of it; by default the paper's.")
  var convention: String?

  @Option(
    name: .customLong("set"), parsing: .upToNextOption,
    help: "Settings to change, as part=kind or part.field=value.")
  var settings: [String] = []

  /// The algorithm with its settings.
  ///
  /// - Throws: what is wrong with name, convention, file or settings.
  func resolved() throws -> Algorithm {
    try settings.reduce(try named()) { try $0.setting($1) }
  }

  private func named() throws -> Algorithm {
    guard let preset = AlgorithmPreset(rawValue: algorithm) else { return try read() }
    guard let convention else { return try preset.algorithm() }
    guard let known = Convention(rawValue: convention) else {
      let names = Convention.allCases.filter { preset.conventions[$0] != nil }.map(\.rawValue)
      throw ValidationError(
        "--convention is \"\(convention)\"; \(algorithm) has \(names.joined(separator: ", "))")
    }
    return try preset.algorithm(known)
  }

  /// An algorithm from a file; a name without a slash or an ending is taken for one of the catalogue.
  private func read() throws -> Algorithm {
    guard let data = FileManager.default.contents(atPath: algorithm) else {
      guard algorithm.contains("/") || algorithm.hasSuffix(".json") else {
        throw CatalogueError.unknownAlgorithm(algorithm)
      }
      throw StudyError(.missingInput, "there is no readable file \(algorithm)")
    }
    guard convention == nil else {
      throw ValidationError("--convention belongs to names of the catalogue; \(algorithm) is a file")
    }
    do {
      return try JSONDecoder().decode(Algorithm.self, from: data)
    } catch is DecodingError {
      throw StudyError(
        .badData,
        "\(algorithm) holds no algorithm; write an object with groupSize and parts, as"
          + " \"counterweight algorithms grpo --json\" prints under \"algorithm\"")
    }
  }
}
