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
    let start = LogOdds(rate: range.start).value
    let target = LogOdds(rate: range.target).value
    let equation = DifferentialEquation(dimension: 3) { [self] _, state in
      // A trial step may look beyond the target, where clock and mobility need not exist.
      let position = LogOdds(min(state[0], target))
      let velocity = try velocity(at: position)
      return [
        velocity, try clock.cost(at: position),
        try budget.logOddsDensity(at: position, mobility: mobility)
          * weight.uncheckedValue(at: position) * velocity,
      ]
    }
    let solution = try equation.solution(
      from: 0, state: [start, 0, 0], to: .greatestFiniteMagnitude, until: rise(to: target))
    return MeanFieldPath(solution: solution)
  }

  /// The success rates of several prompts at several times.
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
    let positions = starts.map { LogOdds(rate: $0) }
    // Rates that differ may have the same log-odds.
    let distinct = Set(positions).sorted { $0.value < $1.value }
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    let flow = try PopulationFlow(self, starts: distinct, until: times.max() ?? 0)
    let rates = try times.map { try flow.logOdds(at: $0).map(\.rate) }
    return positions.map { position in rates.map { $0[places[position] ?? 0] } }
  }

  /// The log-odds over time, from a place to a higher one.
  func solution(from start: LogOdds, to target: LogOdds) throws -> DifferentialSolution {
    try logOddsEquation.solution(
      from: 0, state: [start.value], to: .greatestFiniteMagnitude, until: rise(to: target.value))
  }

  /// The log-odds over time, from a place and for a time, or until they reach a ceiling.
  func solution(from start: LogOdds, during time: Double, below ceiling: LogOdds?) throws
    -> DifferentialSolution
  {
    guard time > 0, start.value < ceiling?.value ?? .infinity else {
      return try solution(from: start, to: start)
    }
    return try logOddsEquation.solution(
      from: 0, state: [start.value], to: time, until: rise(to: ceiling?.value ?? .infinity))
  }

  private var logOddsEquation: DifferentialEquation {
    DifferentialEquation(dimension: 1) { [self] _, state in [try velocity(at: LogOdds(state[0]))] }
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
