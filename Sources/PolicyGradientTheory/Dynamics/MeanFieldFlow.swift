import GSLNumerics

/// The mean-field dynamics of a prompt's success rate under a weight: dρ/dt = ω(ρ) m(ρ), one unit of time an update of step
/// size 1.
///
/// It is what many updates of a small step do when their noise averages out. Integrated over the log-odds, dx/dt =
/// ω m/(ρ(1 − ρ)), with GSL's Runge–Kutta method of orders 8 and 9, where the error of a step is at most 1e-13.
public struct MeanFieldFlow: Sendable {
  /// ω.
  public let weight: RateWeight
  /// m.
  public let mobility: Mobility

  /// The flow of a weight.
  public init(weight: RateWeight, mobility: Mobility) {
    self.weight = weight
    self.mobility = mobility
  }

  /// The way to a target: when it is reached, on any clock, and what it spends.
  ///
  /// The target is an event of the solution and located to the last digits. What the budget is measured in and the clock are
  /// integrated beside the success rate, independently of the quadrature of ``MinimumTime/time(of:)``.
  ///
  /// - Throws: ``TheoryError/notPositive(name:value:rate:)`` where the weight is not positive on the way; `NumericsError`
  ///   naming the time that was reached, where the solver gives up.
  public func path(
    over range: RateRange, clock: Clock = .regular, budget: BudgetMeasure = .progress
  ) throws -> MeanFieldPath {
    let equation = DifferentialEquation(dimension: 3) { [self] _, state in
      let position = LogOdds(state[0])
      let velocity = try velocity(at: position)
      return [
        velocity, try clock.cost(at: position),
        try budget.logOddsDensity(at: position, mobility: mobility)
          * weight.uncheckedValue(at: position) * velocity,
      ]
    }
    let start = LogOdds(rate: range.start).value
    let target = LogOdds(rate: range.target).value
    let solution = try equation.solution(
      from: 0, state: [start, 0, 0], to: .greatestFiniteMagnitude, until: rise(to: target))
    return MeanFieldPath(solution: solution)
  }

  /// The success rates of several prompts at several times.
  ///
  /// All prompts follow the same curve, each from its own place on it: prompts whose log-odds lie within 1 of each other
  /// share a solution.
  ///
  /// - Parameters:
  ///   - starts: success rates at time 0, strictly between 0 and 1.
  ///   - times: 0 or more.
  /// - Returns: for every start its rates in the order of the times.
  /// - Throws: as ``path(over:clock:budget:)``; ``TheoryError/notARate(name:value:legal:)`` for a start that is none.
  public func rates(from starts: [Double], at times: [Double]) throws -> [[Double]] {
    for start in starts where !(start > 0 && start < 1) {
      throw TheoryError.notARate(
        name: "a starting success rate", value: start, legal: "between 0 and 1, both excluded")
    }
    let distinct = Set(starts).map { LogOdds(rate: $0).value }.sorted()
    var rates: [Double: [Double]] = [:]
    for (_, neighbours) in Dictionary(grouping: distinct, by: { $0.rounded(.down) }) {
      rates.merge(try self.rates(fromNeighbours: neighbours, at: times)) { $1 }
    }
    return starts.map { rates[LogOdds(rate: $0).value] ?? [] }
  }

  /// The rates by log-odds at the start, from one solution that begins at the lowest.
  private func rates(fromNeighbours positions: [Double], at times: [Double]) throws -> [Double: [Double]] {
    let equation = DifferentialEquation(dimension: 1) { [self] _, state in
      [try velocity(at: LogOdds(state[0]))]
    }
    guard let lowest = positions.first, let highest = positions.last, let last = times.max() else {
      return [:]
    }
    let climb = try equation.solution(
      from: 0, state: [lowest], to: .greatestFiniteMagnitude, until: rise(to: highest))
    let end = climb.end.time + last
    let solution =
      end > 0 ? try equation.solution(from: 0, state: [lowest], to: end, until: rise(to: .infinity)) : climb
    return Dictionary(
      uniqueKeysWithValues: try positions.map { position in
        // The event lies at the highest position to the last digit, on either side.
        let offset = try climb.time(whenRisingComponent: 0, reaches: min(position, climb.end.state[0]))
        let states = try solution.states(at: times.map { min(offset + $0, end) })
        return (position, states.map { LogOdds($0[0]).rate })
      })
  }

  /// The event that the log-odds reach a target, which refuses a weight that does not lead there.
  private func rise(to target: Double) -> DifferentialEquation.Event {
    { [weight] _, state in
      if state[0] < target { _ = try weight.value(at: LogOdds(state[0])) }
      return target == .infinity ? -1 : state[0] - target
    }
  }

  private func velocity(at position: LogOdds) throws -> Double {
    try weight.uncheckedValue(at: position) * mobility.logOddsMobility(at: position)
  }
}
