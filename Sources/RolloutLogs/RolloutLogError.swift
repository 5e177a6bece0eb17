/// Why a log of rollouts cannot be read.
public enum RolloutLogError: Error, Equatable, CustomStringConvertible {
  /// There is no such file.
  case noSuchFile(String)
  /// The file is there and cannot be read.
  case unreadable(String)
  /// The file holds no record.
  case noRollouts(String)
  /// A line, counted from 1, makes no sense.
  case line(Int, RecordProblem)

  /// One line naming the place, the value, what is legal and the fix.
  public var description: String {
    switch self {
    case .noSuchFile(let path): "there is no file \(path)"
    case .unreadable(let path): "\(path) cannot be read; is it a file, and may you read it?"
    case .noRollouts(let path):
      "\(path == "-" ? "standard input" : path) has no rollouts; write one JSON object a line"
    case .line(let number, let problem): "line \(number): \(problem.phrase)"
    }
  }
}
