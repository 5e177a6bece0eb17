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
  /// A function has the same sign at both ends of an interval, so that it need not have a root in it.
  case noSignChange(from: Double, to: Double, lowerValue: Double, upperValue: Double)
  /// A root was not found to the error that was asked for.
  case rootNotConverged(from: Double, to: Double, error: Double, asked: Double)
  /// A differential equation could not be followed any further; the reason is GSL's.
  case solutionNotConverged(reached: Double, reason: String)
  /// A symmetric matrix has an eigenvalue that is not positive, up to rounding.
  case notPositiveDefinite(size: Int)
  /// An iteration did not come as near to its optimum as was asked for.
  case optimumNotConverged(gap: Double, asked: Double)

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
    case .noSignChange(let lower, let upper, let lowerValue, let upperValue):
      "no root is bracketed between \(lower) and \(upper): the values there are \(lowerValue) and \(upperValue); they"
        + " must be finite and have different signs"
    case .rootNotConverged(let lower, let upper, let error, let asked):
      "the root between \(lower) and \(upper) is known to \(error) where \(asked) was asked for; raise the tolerance"
    case .solutionNotConverged(let reached, let reason):
      "the differential equation was followed to \(reached) and no further (\(reason)); raise the tolerance or ask for"
        + " less"
    case .notPositiveDefinite(let size):
      "a symmetric matrix of \(size) rows is not positive definite to rounding; ask for fewer unknowns"
    case .optimumNotConverged(let gap, let asked):
      "the optimum is known to a gap of \(gap) where \(asked) was asked for; ask for a smaller group or a shorter range"
    }
  }
}
