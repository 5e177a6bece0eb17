/// Why there is no population to work with.
public enum PopulationError: Error, Equatable, CustomStringConvertible {
  /// No prompt was given.
  case empty
  /// A success rate, of the prompt counted from 1, is not strictly between 0 and 1.
  case notARate(prompt: Int, value: Double)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .empty: "there are no success rates; give at least one"
    case .notARate(let prompt, let value):
      "the success rate of prompt \(prompt) is \(value); it must be between 0 and 1, both excluded, for a prompt that"
        + " never or always succeeds does not move"
    }
  }
}
