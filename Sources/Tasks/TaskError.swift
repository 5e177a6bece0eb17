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

  /// Throws unless the value is `least` or more.
  static func check(_ parameter: String, _ value: Int, atLeast least: Int) throws {
    guard value >= least else {
      throw outOfRange(parameter: parameter, value: value, legal: "\(least) or more")
    }
  }

  /// Throws unless the value lies in the range.
  static func check(_ parameter: String, _ value: Int, in legal: ClosedRange<Int>) throws {
    guard legal.contains(value) else {
      throw outOfRange(
        parameter: parameter, value: value, legal: "between \(legal.lowerBound) and \(legal.upperBound)")
    }
  }
}
