/// Checks that numbers are probabilities that sum to one.
///
/// - Parameters:
///   - probabilities: what to check.
///   - context: where they stand, for the message, such as " of prefix [0]".
/// - Throws: ``PolicyError`` for an empty list, a number outside [0, 1] or not a number, and a sum that differs
///   from 1 by more than 10⁻⁹.
func checkProbabilities(_ probabilities: [Double], context: String = "") throws {
  guard !probabilities.isEmpty else { throw PolicyError.empty("probabilities") }
  for (index, probability) in probabilities.enumerated() where !(probability >= 0 && probability <= 1) {
    throw PolicyError.probability(value: probability, index: index, context: context)
  }
  let sum = probabilities.reduce(0, +)
  guard abs(sum - 1) <= 1e-9 else { throw PolicyError.sum(value: sum, context: context) }
}
