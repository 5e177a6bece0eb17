/// Why a numeric routine has no value to return.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
  /// An argument lies outside the range on which the function is defined.
  case outOfRange(argument: String, value: Double, legal: String)
  /// An integrand has no finite value at a point inside the interval.
  case integrandNotFinite(value: Double, at: Double)
  /// An integral was not found to the error that was asked for; the reason is GSL's.
  case integralNotConverged(from: Double, to: Double, reason: String, error: Double, asked: Double)
  /// A minimum was not found: the gradient is still longer than was asked for.
  case minimumNotConverged(gradientNorm: Double, asked: Double)

  /// One line naming the value, what is legal and, where there is one, the fix.
  public var description: String {
    switch self {
    case .outOfRange(let argument, let value, let legal):
      "\(argument) is \(value); it must be \(legal)"
    case .integrandNotFinite(let value, let point):
      "the integrand is \(value) at \(point); it must be finite inside the interval"
    case .integralNotConverged(let lower, let upper, let reason, let error, let asked):
      "the integral from \(lower) to \(upper) has an estimated error of \(error) where \(asked) was asked for"
        + " (\(reason)): split it where the integrand is singular, or raise the tolerance"
    case .minimumNotConverged(let norm, let asked):
      "the gradient at the best point has length \(norm) where \(asked) was asked for: start nearer to the minimum, or"
        + " raise the tolerance"
    }
  }
}
