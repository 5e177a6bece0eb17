/// How far an update of unit weight moves a success rate: m(ρ) = |∇ρ|² in the metric of the step.
public enum Mobility: Sendable {
  /// m = ρ(1 − ρ): natural gradient, or a KL-proximal step on the distribution; exact for every tabular policy.
  case natural
  /// m = (ρ(1 − ρ))²: gradient ascent on logits, exact up to a constant for two responses or fixed within-class
  /// conditionals. Constants cancel in all ratios.
  case vanilla
  /// m as it was measured, between the first and the last success rate of a table.
  case measured(MobilityTable)

  /// m/(ρ(1 − ρ)), by which the log-odds move: dx/dt = ω m/(ρ(1 − ρ)).
  ///
  /// - Throws: ``TheoryError/notARate(name:value:legal:)`` outside a table.
  public func logOddsMobility(at position: LogOdds) throws -> Double {
    switch self {
    case .natural: 1
    case .vanilla: position.variance
    case .measured(let table): try table.logOddsMobility(at: position)
    }
  }
}
