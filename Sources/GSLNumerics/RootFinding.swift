import CGSL

/// Roots of functions of one variable.
public enum RootFinding {
  /// A root of a continuous function between two points at which it has different signs.
  ///
  /// The bracket is narrowed by Brent's method until its width is at most `tolerance` times its larger end. A bound at
  /// which the function is exactly 0 is returned as it is.
  ///
  /// - Parameters:
  ///   - lower: a finite number.
  ///   - upper: a finite number above `lower`.
  ///   - tolerance: relative, at least 1e-15; a root at 0 is found to 1e-300.
  ///   - function: the function; an error that it throws is passed on.
  /// - Throws: ``NumericsError/noSignChange(from:to:lowerValue:upperValue:)``,
  ///   ``NumericsError/rootNotConverged(from:to:error:asked:)``, or the function's own error.
  ///
  /// Source: GSL, gsl_root_fsolver_brent (Brent 1973).
  public static func root(
    from lower: Double, to upper: Double, tolerance: Double = 2e-15, of function: (Double) throws -> Double
  ) throws -> Double {
    let lowerValue = try function(lower)
    let upperValue = try function(upper)
    if lowerValue == 0 { return lower }
    if upperValue == 0 { return upper }
    guard lowerValue.isFinite && upperValue.isFinite && (lowerValue < 0) != (upperValue < 0)
    else {
      throw NumericsError.noSignChange(
        from: lower, to: upper, lowerValue: lowerValue, upperValue: upperValue)
    }
    GSL.errorHandlerIsOff
    guard let solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent) else {
      preconditionFailure("no memory for a root solver")
    }
    defer { gsl_root_fsolver_free(solver) }
    return try FunctionCallback.withFunction(function, valueAfterFailure: .nan) { cFunction, callback in
      gsl_root_fsolver_set(solver, &cFunction, lower, upper)
      for _ in 0..<iterationLimit {
        let status = gsl_root_fsolver_iterate(solver)
        try callback.rethrow()
        guard status == GSL_SUCCESS else { break }
        let width = gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver)
        let scale = max(abs(gsl_root_fsolver_x_lower(solver)), abs(gsl_root_fsolver_x_upper(solver)))
        if width <= max(tolerance * scale, 1e-300) { return gsl_root_fsolver_root(solver) }
      }
      throw NumericsError.rootNotConverged(
        from: lower, to: upper,
        error: gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver),
        asked: tolerance * abs(gsl_root_fsolver_root(solver)))
    }
  }

  private static let iterationLimit = 1000
}
