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
}
