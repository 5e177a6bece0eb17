/// Why a file of prompts cannot be read.
public enum PopulationFileError: Error, Equatable, CustomStringConvertible {
  /// There is no such file.
  case noSuchFile(String)
  /// The file is there and cannot be read.
  case unreadable(String)
  /// The file holds no prompt.
  case empty(String)
  /// A line, counted from 1, makes no sense.
  case line(path: String, line: Int, PopulationFileProblem)

  /// One line naming the place, the value, what is legal and the fix.
  public var description: String {
    switch self {
    case .noSuchFile(let path): "there is no file \(path)"
    case .unreadable(let path): "\(path) cannot be read; is it a file, and may you read it?"
    case .empty(let path): "\(path) has no prompts; write a success rate, or successes and attempts, a line"
    case .line(let path, let number, let problem): "\(path), line \(number): \(problem.phrase)"
    }
  }
}
