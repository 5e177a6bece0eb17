/// What is known of a population of prompts.
public enum PopulationSource: Hashable, Sendable {
  /// The success rate of every prompt, between 0 and 1 inclusive: prompts at 0 never succeed, those at 1 always.
  case rates([Double])
  /// Successes and attempts of every prompt, from which rates are inferred.
  case counts(ProbeCounts)
  /// A distribution of success rates.
  case mixture(BetaMixture)

  /// The most prompts that stand for a mixture.
  public static let promptLimit = 1000

  /// Checks observed rates, of which 0 and 1 are legal.
  ///
  /// - Throws: ``PopulationError/empty`` or ``PopulationError/notAnObservedRate(prompt:value:)``.
  public init(observedRates rates: [Double]) throws {
    guard !rates.isEmpty else { throw PopulationError.empty }
    for (index, rate) in rates.enumerated() where !(rate >= 0 && rate <= 1) {
      throw PopulationError.notAnObservedRate(prompt: index + 1, value: rate)
    }
    self = .rates(rates)
  }

  /// Prompts that can learn, for dynamics.
  ///
  /// Rates stand as they are. A mixture gives ``promptLimit`` prompts at its quantiles. To successes and attempts a mixture
  /// is fitted (``BetaMixtureFit``), of which there are as many quantile prompts as there were prompts, but no more than
  /// ``promptLimit``.
  ///
  /// - Parameter note: is told in a sentence what was done, where that is more than taking rates as given.
  /// - Throws: ``PopulationError``; a rate of exactly 0 or 1 is refused.
  public func population(note: (String) -> Void = { _ in }) throws -> Population {
    switch self {
    case .rates(let rates): return try Population(rates: rates)
    case .mixture(let mixture):
      note("The population is \(Self.promptLimit) prompts at the quantiles of \(mixture).")
      return try mixture.population(count: Self.promptLimit)
    case .counts(let counts):
      let mixture = try BetaMixtureFit(to: counts).mixture
      let count = min(counts.promptCount, Self.promptLimit)
      note(
        "The population is \(count) prompts at the quantiles of \(mixture), fitted to successes and attempts."
      )
      return try mixture.population(count: count)
    }
  }
}
