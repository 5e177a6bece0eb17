import CGSL

/// Student's t distribution.
public struct StudentDistribution: Sendable {
  /// ν > 0 and finite.
  public let degreesOfFreedom: Double

  /// The distribution with ν degrees of freedom.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless ν is finite and above 0.
  public init(degreesOfFreedom: Double) throws {
    guard degreesOfFreedom > 0 && degreesOfFreedom.isFinite else {
      throw NumericsError.outOfRange(
        argument: "degrees of freedom", value: degreesOfFreedom, legal: "a finite number above 0")
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The x with P(T ≤ x) = `probability` (GSL, gsl_cdf_tdist_Pinv); symmetric about 0 to the last bit.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless 0 < `probability` < 1.
  public func quantile(_ probability: Double) throws -> Double {
    guard probability > 0 && probability < 1 else {
      throw NumericsError.outOfRange(argument: "probability", value: probability, legal: "between 0 and 1")
    }
    GSL.errorHandlerIsOff
    return gsl_cdf_tdist_Pinv(probability, degreesOfFreedom)
  }
}
