/// Why there is no population to work with.
public enum PopulationError: Error, Equatable, CustomStringConvertible {
  /// No prompt was given.
  case empty
  /// A success rate, of the prompt counted from 1, is not strictly between 0 and 1.
  case notARate(prompt: Int, value: Double)
  /// An observed rate, of the prompt counted from 1, is not between 0 and 1.
  case notAnObservedRate(prompt: Int, value: Double)
  /// The attempts of the prompt counted from 1 are too few or too many.
  case attempts(prompt: Int, value: Int)
  /// The successes of the prompt counted from 1 are negative, or exceed its attempts.
  case successes(prompt: Int, value: Int, attempts: Int)
  /// No prompt has more attempts than this, too few to tell a spread of success rates from chance.
  case tooFewAttempts(Int)
  /// The likelihood was not maximised; the reason is the search's.
  case fitNotConverged(String)

  /// One line naming the value, the legal range and the fix.
  public var description: String {
    switch self {
    case .empty: "there are no success rates; give at least one"
    case .notARate(let prompt, let value):
      "the success rate of prompt \(prompt) is \(value); it must be between 0 and 1, both excluded, for a prompt that"
        + " never or always succeeds does not move: drop it, or give successes and attempts"
    case .notAnObservedRate(let prompt, let value):
      "the success rate of prompt \(prompt) is \(value); it must be between 0 and 1"
    case .attempts(let prompt, let value):
      "the attempts of prompt \(prompt) are \(value); they must be between 1 and \(ProbeCounts.attemptLimit)"
    case .successes(let prompt, let value, let attempts):
      "the successes of prompt \(prompt) are \(value); they must be between 0 and its \(attempts) attempts"
    case .tooFewAttempts(let attempts):
      "no prompt has more than \(attempts) attempt; a spread of success rates shows only where a prompt is attempted at"
        + " least twice"
    case .fitNotConverged(let reason):
      "the likelihood of the mixture was not maximised: \(reason)"
    }
  }
}
