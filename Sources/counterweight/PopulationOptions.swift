import ArgumentParser
import Populations

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
  func source() throws -> PopulationSource { try PopulationSource(option: rates) }
}
