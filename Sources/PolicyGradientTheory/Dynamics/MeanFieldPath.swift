import GSLNumerics

/// A success rate on its way to a target, under a weight (see ``MeanFieldFlow``).
public struct MeanFieldPath: Sendable {
  private let solution: DifferentialSolution

  init(solution: DifferentialSolution) {
    self.solution = solution
  }

  /// When the target is reached, in updates of step size 1.
  public var updates: Double { solution.end.time }

  /// When it is reached on the clock: ∫ c dt.
  public var time: Double { solution.end.state[1] }

  /// What was spent: B = ∫ ω β dρ.
  public var budget: Double { solution.end.state[2] }

  /// T·B, comparable with ``MinimumTime``.
  public var normalizedTime: Double { time * budget }

  /// ρ after these many updates each, between 0 and ``updates``.
  ///
  /// - Throws: `NumericsError.outOfRange(argument:value:legal:)` for another number.
  public func rates(after updates: [Double]) throws -> [Double] {
    try solution.states(at: updates).map { LogOdds($0[0]).rate }
  }

  /// Time on the clock and success rate along the way, with points evenly over the log-odds, both ends among them.
  ///
  /// - Parameter perUnit: points to a unit of log-odds.
  /// - Throws: the error of the weight.
  public func points(perUnit: Int) throws -> [(time: Double, rate: Double)] {
    let (start, end) = (solution.knots[0].state[0], solution.end.state[0])
    let count = max(1, Int(((end - start) * Double(perUnit)).rounded(.up)))
    let updates = try (0...count).map { index in
      let position = start + (end - start) * Double(index) / Double(count)
      return try solution.time(whenRisingComponent: 0, reaches: min(position, end))
    }
    return try solution.states(at: updates).map { ($0[1], LogOdds($0[0]).rate) }
  }
}
