/// Reads prompts from the lines of a file.
protocol PromptReader {
  /// What a line that is not blank says; nil where it is a header.
  ///
  /// - Throws: ``PopulationFileProblem``.
  mutating func observation(on line: String) throws -> PromptObservation?
}
