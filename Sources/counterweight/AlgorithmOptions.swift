import Algorithms
import ArgumentParser
import Foundation
import RunFiles
import Studies

/// Which algorithms are meant: names of the catalogue or files, with settings changed.
struct AlgorithmOptions: ParsableArguments {
  @Option(
    help:
      "A name of the catalogue, or a JSON file that holds an algorithm; some commands take several, with commas."
  )
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
    let algorithm = try Algorithm(nameOrFile: name, convention: convention)
    do {
      return try algorithm.setting(settings)
    } catch let error as SettingError {
      throw RunError(.usage, "--set: \(error)")
    }
  }
}
