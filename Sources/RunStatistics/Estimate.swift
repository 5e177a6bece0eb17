import GSLNumerics

/// A number estimated from data, with its standard error and the degrees of freedom behind it.
public struct Estimate: Hashable, Codable, Sendable {
  /// The estimate.
  public let value: Double
  /// Its standard error, ≥ 0; 0 for an exact value.
  public let standardError: Double
  /// The degrees of freedom of the standard error: replicates − 1.
  public let degreesOfFreedom: Int

  /// An estimate with its standard error.
  public init(value: Double, standardError: Double, degreesOfFreedom: Int) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The mean of independent replicates; nil for fewer than 2, which have no spread.
  public init?(meanOf replicates: [Double]) {
    guard replicates.count >= 2 else { return nil }
    let count = Double(replicates.count)
    let mean = replicates.reduce(0, +) / count
    let sumOfSquares = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(
      value: mean, standardError: (sumOfSquares / (count - 1) / count).squareRoot(),
      degreesOfFreedom: replicates.count - 1)
  }

  /// value ± t · standardError with Student's t at the estimate's degrees of freedom.
  ///
  /// - Throws: `NumericsError.outOfRange` unless 0 < `confidence` < 1 and there is a degree of freedom.
  public func interval(confidence: Double) throws -> Interval {
    guard confidence > 0 && confidence < 1 else {
      throw NumericsError.outOfRange(argument: "confidence", value: confidence, legal: "between 0 and 1")
    }
    let student = try StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
    let halfWidth = try student.quantile((1 + confidence) / 2) * standardError
    return Interval(lower: value - halfWidth, upper: value + halfWidth, confidence: confidence)
  }
}

extension Estimate {
  /// The estimate of the difference of two independent quantities, with the fewer degrees of freedom.
  public static func - (left: Estimate, right: Estimate) -> Estimate {
    Estimate(
      value: left.value - right.value,
      standardError: (left.standardError * left.standardError + right.standardError * right.standardError)
        .squareRoot(),
      degreesOfFreedom: min(left.degreesOfFreedom, right.degreesOfFreedom))
  }

  /// The estimate of x + constant.
  public func shifted(by constant: Double) -> Estimate {
    Estimate(value: value + constant, standardError: standardError, degreesOfFreedom: degreesOfFreedom)
  }
}
