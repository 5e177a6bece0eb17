/// What a line of a file says of a prompt.
struct PromptObservation {
  enum Kind { case rate, counts }

  let kind: Kind
  let rate: Double
  let successes: Int
  let attempts: Int

  /// Names of each quantity, in lower case.
  static let rateNames: Set = ["rate", "rho", "success_rate", "pass_rate"]
  static let successNames: Set = ["successes", "k", "correct"]
  static let attemptNames: Set = ["attempts", "n", "total"]

  /// - Throws: ``PopulationFileProblem/notARate(_:)`` unless the text is a number between 0 and 1.
  init(rate text: String) throws {
    guard let rate = Double(text), rate >= 0 && rate <= 1 else { throw PopulationFileProblem.notARate(text) }
    (kind, self.rate, successes, attempts) = (.rate, rate, 0, 0)
  }

  /// - Throws: ``PopulationFileProblem`` unless the texts are whole numbers with 0 ≤ successes ≤ attempts, attempts from 1
  ///   to the limit.
  init(successes: String, attempts: String) throws {
    guard let total = Self.wholeNumber(attempts), (1...ProbeCounts.attemptLimit).contains(total) else {
      throw PopulationFileProblem.attempts(attempts)
    }
    guard let correct = Self.wholeNumber(successes), correct >= 0 else {
      throw PopulationFileProblem.successes(successes)
    }
    guard correct <= total else {
      throw PopulationFileProblem.moreSuccessesThanAttempts(successes: correct, attempts: total)
    }
    (kind, rate, self.successes, self.attempts) = (.counts, 0, correct, total)
  }

  /// 8 and 8.0, as table programs write it; nil for what is no whole number.
  private static func wholeNumber(_ text: String) -> Int? {
    Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }
}
