/// What is wrong with one line of a file of prompts.
public enum ExternalPromptProblem: Error, Equatable, CustomStringConvertible {
  /// The line is no record.
  case noRecord
  /// A key that no record has.
  case unknownKey(String)
  /// A prompt without tokens.
  case emptyPrompt
  /// A text that the vocabulary lacks.
  case unknownToken(String)
  /// A prompt that an earlier line has.
  case repeatedPrompt(line: Int)
  /// A key that other lines have.
  case missing(String)
  /// A solution that does not end with the end token, or has it before its end.
  case unfinishedSolution(endToken: String)
  /// A solution that would be cut off.
  case longSolution(Int, limit: Int)

  /// What it is and the fix, without the line's number.
  public var description: String {
    switch self {
    case .noRecord:
      "this is no prompt; write {\"prompt\":[…],\"difficulty\":\"…\",\"solution\":[…]} with lists of token texts; the"
        + " last two may be left out"
    case .unknownKey(let key): "there is no key \"\(key)\"; the keys are prompt, difficulty, solution"
    case .emptyPrompt: "the prompt is empty; give it at least one token"
    case .unknownToken(let text): "the vocabulary has no token \"\(text)\"; add it, or spell it as there"
    case .repeatedPrompt(let line): "the prompt is that of line \(line); write every prompt once"
    case .missing(let key): "\(key) is missing, though other lines have it; give it in every line or in none"
    case .unfinishedSolution(let endToken):
      "the solution must end with \(endToken), and have it nowhere else; append it"
    case .longSolution(let length, let limit):
      "the solution has \(length) tokens, and responses are cut off at \(limit); raise responseLength"
    }
  }
}
