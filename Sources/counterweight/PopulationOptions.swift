import ArgumentParser
import Foundation
import Populations
import Studies

/// Which prompts are meant.
struct PopulationOptions: ParsableArguments {
  @Option(
    help:
      "Success rates between commas, a mixture such as 0.7*beta(1,9)+0.3*beta(6,2), or a file with a prompt a line."
  )
  var rates: String

  /// What is known of the prompts.
  ///
  /// - Throws: what is wrong with rates, mixture or file.
  func source() throws -> PopulationSource {
    if let list = NumberList(argument: rates) { return try PopulationSource(observedRates: list.values) }
    let isFile = FileManager.default.fileExists(atPath: rates)
    if !isFile && rates.lowercased().contains("beta(") { return .mixture(try BetaMixture(parsing: rates)) }
    guard isFile else {
      throw StudyError(
        .missingInput,
        "there is no file \(rates); --rates takes numbers between commas, a mixture such as beta(2,5), or a file"
      )
    }
    return try PopulationFile.read(rates)
  }
}
