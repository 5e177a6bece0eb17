/// The solution of a ``DifferentialEquation``, at every time between its ends.
public struct DifferentialSolution: Sendable {
  /// A time that the solver stepped on, and the state there.
  public struct Knot: Hashable, Sendable {
    /// The time.
    public let time: Double
    /// The state.
    public let state: [Double]
  }

  /// The knots, in the order of time; the first and the last are the ends.
  public let knots: [Knot]
  /// Whether the last knot is the event that was waited for.
  public let endsInEvent: Bool
  private let equation: DifferentialEquation

  init(equation: DifferentialEquation, knots: [Knot], endsInEvent: Bool) {
    self.equation = equation
    self.knots = knots
    self.endsInEvent = endsInEvent
  }

  /// The last knot.
  public var end: Knot { knots[knots.count - 1] }

  /// The states at several times between the ends, as exact as at the knots: each is one step from the knot before it,
  /// shorter than the step that was found good enough.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` for a time outside the ends; the error of the slope.
  public func states(at times: [Double]) throws -> [[Double]] {
    let stepper = RungeKuttaStepper(equation)
    return try times.map { time in
      guard time >= knots[0].time && time <= end.time else {
        throw NumericsError.outOfRange(
          argument: "a time", value: time, legal: "between \(knots[0].time) and \(end.time)")
      }
      let knot = knots[lastKnot(notAfter: time)]
      return knot.time == time ? knot.state : try stepper.state(after: knot, at: time)
    }
  }

  /// The time at which a component that rises all along reaches a value, between its values at the ends.
  ///
  /// - Throws: ``NumericsError/noSignChange(from:to:lowerValue:upperValue:)`` for a value that it does not reach; the error
  ///   of the slope.
  public func time(whenRisingComponent component: Int, reaches value: Double) throws -> Double {
    let next = knots.firstIndex { $0.state[component] >= value } ?? knots.count - 1
    guard next > 0 else { return knots[0].time }
    let stepper = RungeKuttaStepper(equation)
    let last = knots[next]
    // A step to the knot may end an ulp away from it.
    if value <= last.state[component],
      try stepper.state(after: knots[next - 1], at: last.time)[component] <= value
    {
      return last.time
    }
    return try RootFinding.root(from: knots[next - 1].time, to: knots[next].time) { time in
      try stepper.state(after: knots[next - 1], at: time)[component] - value
    }
  }

  private func lastKnot(notAfter time: Double) -> Int {
    var lower = 0
    var upper = knots.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if knots[middle].time <= time { lower = middle } else { upper = middle }
    }
    return lower
  }
}
