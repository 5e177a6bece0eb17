import Algorithms
import GSLNumerics
import PolicyGradientTheory
import Simulation

/// Lets an error about one of several algorithms begin with its name.
///
/// - Throws: ``StudyError`` for what theory, simulation or the algorithm itself refuses; other errors as they are.
func naming<Value>(_ algorithm: String, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error where isAboutAnAlgorithm(error) {
    throw StudyError(.badData, "\(algorithm): \(error)")
  }
}

private func isAboutAnAlgorithm(_ error: any Error) -> Bool {
  if case .needsMoreThanOutcomes? = error as? SimulationError { return true }
  return error is TheoryError || error is AlgorithmError || error is NumericsError
}
