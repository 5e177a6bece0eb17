import CGSL

/// An autonomous or driven system of ordinary differential equations, y′ = f(t, y).
public struct DifferentialEquation: Sendable {
  /// f: the time and the state to the derivative of every component.
  public typealias Slope = @Sendable (_ time: Double, _ state: [Double]) throws -> [Double]
  /// A function of time and state whose first sign change ends the solution.
  public typealias Event = (_ time: Double, _ state: [Double]) throws -> Double

  /// Components of the state.
  public let dimension: Int
  /// The error that a step may make in a component: at most this share of the component, plus ``absoluteTolerance``.
  public let relativeTolerance: Double
  /// See ``relativeTolerance``.
  public let absoluteTolerance: Double
  private let slope: Slope

  /// A system of equations.
  ///
  /// - Parameters:
  ///   - dimension: components of the state, at least 1.
  ///   - relativeTolerance: of the error of one step, above 0.
  ///   - absoluteTolerance: of the error of one step, 0 or more.
  ///   - slope: f; an error that it throws ends the solution and is passed on.
  public init(
    dimension: Int, relativeTolerance: Double = 1e-13, absoluteTolerance: Double = 1e-13,
    slope: @escaping Slope
  ) {
    precondition(dimension >= 1, "a system has an equation")
    self.dimension = dimension
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.slope = slope
  }

  /// The solution from an initial state until a time, or until an event before it.
  ///
  /// Steps are chosen so that each keeps its error below the tolerances. The event is located to the last digits by taking
  /// the step in which it happens again, shorter.
  ///
  /// - Parameters:
  ///   - start: the first time.
  ///   - state: y at the first time.
  ///   - end: the last time, above the first.
  ///   - event: ends the solution where it changes its sign.
  /// - Throws: ``NumericsError/solutionNotConverged(reached:reason:)`` naming the time that was reached; the errors of slope
  ///   and event.
  ///
  /// Source: GSL, gsl_odeiv2 with the Runge–Kutta method of Prince and Dormand (orders 8 and 9).
  public func solution(
    from start: Double, state: [Double], to end: Double, until event: Event? = nil
  ) throws -> DifferentialSolution {
    precondition(state.count == dimension, "an initial value for every equation")
    let stepper = RungeKuttaStepper(self)
    var knots = [DifferentialSolution.Knot(time: start, state: state)]
    var eventValue = try event?(start, state)
    if eventValue == 0 { return DifferentialSolution(equation: self, knots: knots, endsInEvent: true) }
    while knots[knots.count - 1].time < end {
      guard knots.count <= Self.stepLimit else {
        throw NumericsError.solutionNotConverged(
          reached: knots[knots.count - 1].time, reason: "more than \(Self.stepLimit) steps")
      }
      let last = knots[knots.count - 1]
      let next = try stepper.next(after: last, to: end)
      if let event, let value = eventValue {
        let following = try event(next.time, next.state)
        if following == 0 || (following < 0) != (value < 0) {
          // The step taken again may end an ulp before the event; then the step's own end is as near.
          let again = try event(next.time, stepper.state(after: last, at: next.time))
          if following == 0 || again == 0 || (again < 0) == (value < 0) {
            knots.append(next)
          } else {
            let time = try RootFinding.root(from: last.time, to: next.time, tolerance: 1e-15) { time in
              try event(time, stepper.state(after: last, at: time))
            }
            knots.append(
              DifferentialSolution.Knot(time: time, state: try stepper.state(after: last, at: time)))
          }
          return DifferentialSolution(equation: self, knots: knots, endsInEvent: true)
        }
        eventValue = following
      }
      knots.append(next)
    }
    return DifferentialSolution(equation: self, knots: knots, endsInEvent: false)
  }

  private static let stepLimit = 200_000

  func derivative(time: Double, state: [Double]) throws -> [Double] {
    let derivative = try slope(time, state)
    for value in derivative where !value.isFinite {
      throw NumericsError.integrandNotFinite(value: value.isNaN ? .nan : value, at: time)
    }
    return derivative
  }
}
