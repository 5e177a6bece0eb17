/// Why a numeric routine has no value to return.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
  /// An argument lies outside the range on which the function is defined.
  case outOfRange(argument: String, value: Double, legal: String)

  /// One line naming the argument, its value and the legal range.
  public var description: String {
    switch self {
    case .outOfRange(let argument, let value, let legal):
      "\(argument) is \(value); it must be \(legal)"
    }
  }
}
