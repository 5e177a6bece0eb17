/// A number that a quadrature found, with the estimate of its absolute error.
public struct IntegralValue: Hashable, Sendable {
  /// The number.
  public let value: Double
  /// The error is at most about this, and usually far less.
  public let error: Double

  /// A number and its error.
  public init(value: Double, error: Double) {
    self.value = value
    self.error = error
  }

  /// The product of two numbers, with errors to first order.
  static func * (left: IntegralValue, right: IntegralValue) -> IntegralValue {
    IntegralValue(
      value: left.value * right.value,
      error: abs(left.value) * right.error + abs(right.value) * left.error)
  }
}
