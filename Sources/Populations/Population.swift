/// Prompts by their success rates.
public struct Population: Hashable, Sendable {
  /// ρ of every prompt, strictly between 0 and 1, in the order in which the prompts were given.
  public let rates: [Double]

  /// A population of prompts.
  ///
  /// - Throws: ``PopulationError`` where there is no prompt, or a rate is not strictly between 0 and 1: a prompt that never
  ///   or always succeeds gives no gradient, and never moves.
  public init(rates: [Double]) throws {
    guard !rates.isEmpty else { throw PopulationError.empty }
    for (index, rate) in rates.enumerated() where !(rate > 0 && rate < 1) {
      throw PopulationError.notARate(prompt: index + 1, value: rate)
    }
    self.rates = rates
  }

  /// The mean success rate.
  public var meanRate: Double { rates.reduce(0, +) / Double(rates.count) }
}
