import CGSL

/// Adaptive quadrature on finite intervals.
public enum Quadrature {
  /// The integral of a function from `lower` to `upper`, with an estimate of its absolute error.
  ///
  ///     |value − ∫ f(x) dx| ≤ max(absolute tolerance, relative tolerance · |value|)
  ///
  /// as far as the estimate can tell, which is usually far above the true error. The interval is bisected at most
  /// 1000 times, with 21 points in each part, and extrapolated: singularities at the bounds may be integrable, and
  /// the bounds themselves are never asked for. Singularities in the interior belong at a bound: split there.
  ///
  /// Equal bounds give exactly 0 without calling the function, and exchanged bounds exactly the negative. An
  /// integral whose parts cancel, such as that of an odd function, is too small beside its own rounding error for any
  /// relative tolerance and needs an absolute one.
  ///
  /// - Parameters:
  ///   - lower: a finite number.
  ///   - upper: a finite number.
  ///   - relativeTolerance: between 1.2e-14 and 1.
  ///   - absoluteTolerance: 0 or more, and finite.
  ///   - integrand: the function f; an error that it throws is passed on.
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` for an illegal bound or tolerance,
  ///   ``NumericsError/integrandNotFinite(value:at:)``,
  ///   ``NumericsError/integralNotConverged(from:to:reason:error:asked:)``, or the integrand's own error.
  ///
  /// Source: GSL, gsl_integration_qags, after QUADPACK (Piessens and others 1983).
  public static func integral(
    from lower: Double, to upper: Double, relativeTolerance: Double = 1e-12, absoluteTolerance: Double = 0,
    of integrand: (Double) throws -> Double
  ) throws -> (value: Double, error: Double) {
    try validate(lower, upper, relativeTolerance, absoluteTolerance)
    if lower == upper { return (0, 0) }
    if lower > upper {
      let (value, error) = try integral(
        from: upper, to: lower, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance,
        of: integrand)
      return (-value, error)
    }
    guard let workspace = gsl_integration_workspace_alloc(bisectionLimit) else {
      preconditionFailure("no memory for \(bisectionLimit) intervals")
    }
    defer { gsl_integration_workspace_free(workspace) }
    GSL.errorHandlerIsOff
    var value = 0.0
    var error = 0.0
    let status = try FunctionCallback.withFunction(
      { try finite(integrand($0), at: $0) }, valueAfterFailure: 0
    ) { function, _ in
      gsl_integration_qags(
        &function, lower, upper, absoluteTolerance, relativeTolerance, bisectionLimit, workspace, &value,
        &error)
    }
    guard status == GSL_SUCCESS else {
      throw NumericsError.integralNotConverged(
        from: lower, to: upper, reason: String(cString: gsl_strerror(status)), error: error,
        asked: max(absoluteTolerance, relativeTolerance * abs(value)))
    }
    return (value, error)
  }

  private static let bisectionLimit = 1000

  private static func validate(
    _ lower: Double, _ upper: Double, _ relativeTolerance: Double, _ absoluteTolerance: Double
  ) throws {
    for (argument, bound) in [("lower bound", lower), ("upper bound", upper)] where !bound.isFinite {
      throw NumericsError.outOfRange(argument: argument, value: bound, legal: "a finite number")
    }
    // GSL refuses less than 50 ulps of 1.
    guard relativeTolerance >= 1.2e-14 && relativeTolerance <= 1 else {
      throw NumericsError.outOfRange(
        argument: "relative tolerance", value: relativeTolerance, legal: "between 1.2e-14 and 1")
    }
    guard absoluteTolerance >= 0 && absoluteTolerance.isFinite else {
      throw NumericsError.outOfRange(
        argument: "absolute tolerance", value: absoluteTolerance, legal: "a finite number, 0 or more")
    }
  }

  private static func finite(_ value: Double, at x: Double) throws -> Double {
    guard value.isFinite else {
      // Whether 0/0 prints as nan or -nan depends on the processor.
      throw NumericsError.integrandNotFinite(value: value.isNaN ? .nan : value, at: x)
    }
    return value
  }
}
