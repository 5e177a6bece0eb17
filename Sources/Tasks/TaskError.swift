/// Why a task cannot be made.
public enum TaskError: Error, Equatable, CustomStringConvertible {
  /// A parameter lies outside its range.
  case outOfRange(parameter: String, value: Int, legal: String)

  /// One line naming the parameter, its value and the legal range.
  public var description: String {
    switch self {
    case .outOfRange(let parameter, let value, let legal):
      "\(parameter) is \(value); it must be \(legal)"
    }
  }
}
