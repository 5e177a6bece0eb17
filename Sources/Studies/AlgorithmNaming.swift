import Algorithms
import GSLNumerics
import PolicyGradientTheory
import RunFiles
import Simulation

/// Lets an error about one of several algorithms begin with its name.
///
/// - Throws: ``RunError`` for what theory, simulation or the algorithm itself refuses; other errors as they are.
func naming<Value>(_ algorithm: String, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error where isAboutAnAlgorithm(error) {
    throw RunError(.badData, "\(algorithm): \(error)")
  }
}

/// The effective weight of one of several algorithms, none of which may read other groups than a prompt's own.
///
/// - Throws: ``RunError`` beginning with the algorithm's name.
func effectiveWeight(of algorithm: (name: String, algorithm: Algorithm)) throws -> EffectiveWeight {
  try naming(algorithm.name) {
    do {
      return try EffectiveWeight(of: algorithm.algorithm)
    } catch TheoryError.needsBatchRate(let part, let summary) {
      throw RunError(
        .badData,
        "\(algorithm.name): its \(part), \(summary), reads other groups; only rules of a prompt's own group can be"
          + " compared")
    }
  }
}

private func isAboutAnAlgorithm(_ error: any Error) -> Bool {
  if case .needsMoreThanOutcomes? = error as? SimulationError { return true }
  return error is TheoryError || error is AlgorithmError || error is NumericsError
}
