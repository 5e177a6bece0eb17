/// Why nothing is said about a filter of tokens.
public enum FilterError: Error, Equatable, CustomStringConvertible {
  /// A shape, a share or a threshold lies outside its range.
  case outOfRange(name: String, value: Double, legal: String)
  /// A response has no token, or too many to follow every rank.
  case length(value: Int, longest: Int)
  /// A filter that ranks the tokens of a response was given without a response's length.
  case missingLength(summary: String)
  /// A filter reads more of a token than its probability.
  case needsMoreThanProbabilities(summary: String)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .outOfRange(let name, let value, let legal):
      "\(name) is \(value); it must be \(legal)"
    case .length(let value, let longest):
      "the length is \(value); a response has between 1 and \(longest) tokens"
    case .missingLength(let summary):
      "the filter, \(summary), ranks the tokens of a response; say how many there are"
    case .needsMoreThanProbabilities(let summary):
      "the filter, \(summary), reads more than probabilities; the theory knows thresholds, lowest fractions and chance"
    }
  }
}
