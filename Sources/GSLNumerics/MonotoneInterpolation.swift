import CGSL

/// A smooth curve through points that rises and falls only where the points do, so that it never overshoots them.
///
/// Between two points it is a cubic whose slopes are limited (Steffen 1990, through GSL's gsl_interp_steffen); beyond the
/// first and the last it is not defined.
public final class MonotoneInterpolation: Sendable {
  /// The positions, rising.
  public let positions: [Double]
  /// The values at the positions.
  public let values: [Double]
  // Written once, then only read: without an accelerator GSL's evaluation changes nothing.
  nonisolated(unsafe) private let spline: UnsafeMutablePointer<gsl_spline>

  /// The curve through points.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` for fewer than 3 points, positions that do not rise, or
  ///   numbers that are not finite.
  public init(positions: [Double], values: [Double]) throws {
    precondition(positions.count == values.count, "a value for every position")
    guard positions.count >= 3 else {
      throw NumericsError.outOfRange(
        argument: "the number of points", value: Double(positions.count), legal: "3 or more")
    }
    for (argument, numbers) in [("a position", positions), ("a value", values)] {
      for number in numbers where !number.isFinite {
        throw NumericsError.outOfRange(argument: argument, value: number, legal: "a finite number")
      }
    }
    for (left, right) in zip(positions, positions.dropFirst()) where !(left < right) {
      throw NumericsError.outOfRange(
        argument: "a position", value: right, legal: "above the one before it, \(left)")
    }
    GSL.errorHandlerIsOff
    guard let spline = gsl_spline_alloc(gsl_interp_steffen, positions.count) else {
      preconditionFailure("no memory for \(positions.count) points")
    }
    gsl_spline_init(spline, positions, values, positions.count)
    self.positions = positions
    self.values = values
    self.spline = spline
  }

  deinit { gsl_spline_free(spline) }

  /// The curve at a position.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` outside the points.
  public func value(at position: Double) throws -> Double {
    guard position >= positions[0] && position <= positions[positions.count - 1] else {
      throw NumericsError.outOfRange(
        argument: "a position", value: position,
        legal: "between \(positions[0]) and \(positions[positions.count - 1])")
    }
    return gsl_spline_eval(spline, position, nil)
  }
}
