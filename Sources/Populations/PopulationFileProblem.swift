/// What is wrong with one line of a file of prompts.
public enum PopulationFileProblem: Error, Equatable, Sendable {
  /// The columns, or keys, are none from which a success rate follows.
  case missingColumns([String])
  /// The line has more or fewer values than the first.
  case columnCount(Int, expected: Int)
  /// The line is neither a JSON object nor a number.
  case notJSON
  /// A rate is no number between 0 and 1.
  case notARate(String)
  /// Attempts are no whole number from 1 to the limit.
  case attempts(String)
  /// Successes are no whole number of at least 0.
  case successes(String)
  /// There are more successes than attempts.
  case moreSuccessesThanAttempts(successes: Int, attempts: Int)
  /// The line gives a rate where others give counts, or counts where others give a rate.
  case mixedKinds

  /// The problem as a sentence without its place.
  public var phrase: String {
    switch self {
    case .missingColumns(let names):
      "the columns are \(names.map { "\"\($0)\"" }.joined(separator: ", ")); name one rate, or two successes and attempts"
    case .columnCount(let count, let expected):
      "there are \(count) values; there must be \(expected), as on the first line"
    case .notJSON: "this is no JSON object or number; write one prompt a line, without NaN or Infinity"
    case .notARate(let text): "the rate is \"\(text)\"; it must be a number between 0 and 1"
    case .attempts(let text):
      "attempts are \"\(text)\"; they must be a whole number between 1 and \(ProbeCounts.attemptLimit)"
    case .successes(let text): "successes are \"\(text)\"; they must be a whole number of 0 or more"
    case .moreSuccessesThanAttempts(let successes, let attempts):
      "successes are \(successes); they must be no more than the \(attempts) attempts"
    case .mixedKinds: "some lines give a rate and some successes and attempts; give the same in every line"
    }
  }
}
