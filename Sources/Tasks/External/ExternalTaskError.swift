/// Why a task cannot be read from files, or used as asked.
public enum ExternalTaskError: Error, Equatable, CustomStringConvertible {
  /// The vocabulary has a text twice.
  case repeatedToken(String)
  /// The end token is none of the vocabulary.
  case unknownEndToken(String)
  /// There is no such file, or it may not be read.
  case unreadable(String)
  /// The file has no prompts.
  case noPrompts(String)
  /// A line, counted from 1, makes no sense.
  case line(Int, of: String, ExternalPromptProblem)
  /// Warm-up needs solutions.
  case noSolutions(String)

  /// One line naming the place, what is wrong and the fix.
  public var description: String {
    switch self {
    case .repeatedToken(let text): "the vocabulary has \"\(text)\" twice; give every token its own text"
    case .unknownEndToken(let text): "the end token \"\(text)\" is not in the vocabulary; add it"
    case .unreadable(let file): "\(file) cannot be read; is it a file, and may you read it?"
    case .noPrompts(let file): "\(file) has no prompts; write one JSON object a line"
    case .line(let number, let file, let problem): "\(file), line \(number): \(problem)"
    case .noSolutions(let file):
      "the prompts of \(file) have no solutions, which warm-up imitates; add a solution to every line, or do without"
        + " warm-up"
    }
  }
}
