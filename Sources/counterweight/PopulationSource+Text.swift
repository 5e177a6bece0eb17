import Foundation
import Populations
import RunFiles
import Studies

extension PopulationSource {
  /// The prompts that the text of an option means: numbers between commas, a mixture, or a file.
  ///
  /// - Throws: what is wrong with rates, mixture or file.
  init(option rates: String) throws {
    if let list = NumberList(argument: rates) {
      self = try PopulationSource(observedRates: list.values)
      return
    }
    let isFile = FileManager.default.fileExists(atPath: rates)
    if !isFile && rates.lowercased().contains("beta(") {
      self = .mixture(try BetaMixture(parsing: rates))
      return
    }
    guard isFile else {
      throw RunError(
        .missingInput,
        "there is no file \(rates); --rates takes numbers between commas, a mixture such as beta(2,5), or a file"
      )
    }
    self = try PopulationFile.read(rates)
  }
}
