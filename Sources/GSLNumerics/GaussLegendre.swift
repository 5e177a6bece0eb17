import CGSL

/// The Gauss–Legendre rule of m points, which integrates polynomials of degree 2m − 1 exactly.
public struct GaussLegendre: Sendable {
  /// A point of the rule and what it weighs.
  public struct Node: Hashable, Sendable {
    /// The point.
    public let position: Double
    /// Its weight; the weights of an interval sum to its length.
    public let weight: Double
  }

  /// m ≥ 1.
  public let pointCount: Int

  /// The rule of m points.
  ///
  /// - Precondition: m ≥ 1.
  public init(pointCount: Int) {
    precondition(pointCount >= 1, "a quadrature rule needs a point")
    self.pointCount = pointCount
  }

  /// The nodes on an interval, in rising order.
  ///
  /// Source: GSL, gsl_integration_glfixed_point.
  public func nodes(from lower: Double, to upper: Double) -> [Node] {
    GSL.errorHandlerIsOff
    guard let table = gsl_integration_glfixed_table_alloc(pointCount) else {
      preconditionFailure("no memory for \(pointCount) points")
    }
    defer { gsl_integration_glfixed_table_free(table) }
    return (0..<pointCount).map { index in
      var position = 0.0
      var weight = 0.0
      gsl_integration_glfixed_point(lower, upper, index, &position, &weight, table)
      return Node(position: position, weight: weight)
    }
  }
}
