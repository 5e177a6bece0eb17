/// What a budget of updates is measured in: the density β(ρ) of B = ∫ ω β dρ along the path (result 3.3).
public enum BudgetMeasure: String, CaseIterable, Sendable {
  /// β = 1: B = ∫ ω dρ = ∫ ω² m dt, the energy of the updates in the metric of the step, and the gain of the implicit
  /// objective.
  case progress
  /// β = 1/(ρ(1 − ρ)): B = ∫ ω dx over the log-odds x.
  case logOdds = "log-odds"
  /// β = 1/m: B = ∫ ω² dt.
  case squaredWeight = "squared-weight"

  /// β ρ(1 − ρ), the density over the log-odds.
  ///
  /// - Throws: as ``Mobility/logOddsMobility(at:)``.
  func logOddsDensity(at position: LogOdds, mobility: Mobility) throws -> Double {
    switch self {
    case .progress: position.variance
    case .logOdds: 1
    case .squaredWeight: try 1 / mobility.logOddsMobility(at: position)
    }
  }
}
