import GSLNumerics

/// (1 − π) X − π U over the rollouts of one outcome, X of them on a token and U on its siblings.
struct PrefixSpread {
  /// One pair of counts.
  struct Place {
    let probability: Double
    /// (1 − π) X − π U.
    let value: Double
    /// The same times the denominator of π.
    let exact: Int128
  }

  private(set) var places: [Place] = []
  let mean: Double
  let variance: Double

  /// The spread over m rollouts of one outcome.
  ///
  /// - Parameters:
  ///   - places: where they pass.
  ///   - trials: m.
  ///   - probability: π of the token.
  init(of places: TokenClasses.Places, trials: Int, probability: Double) throws {
    let visit = ExactProbability(probability)
    let onToken = try places.tokenCount(of: trials)
    for (first, weight) in onToken.probabilities.enumerated() where weight > 0 {
      let onSibling = try places.siblingCount(of: trials - first)
      for (second, chance) in onSibling.probabilities.enumerated() where chance > 0 {
        let pulls = visit.denominator - visit.numerator
        self.places.append(
          Place(
            probability: weight * chance,
            value: (1 - probability) * Double(first) - probability * Double(second),
            exact: pulls * Int128(first) - visit.numerator * Int128(second)))
      }
    }
    let total = places.total > 0 ? places.total : 1
    let (token, sibling) = (places.token / total, places.sibling / total)
    let single = places.logitPull(probability) / total
    let square = (1 - probability) * (1 - probability) * token + probability * probability * sibling
    mean = Double(trials) * single
    variance = Double(trials) * max(0, square - single * single)
  }
}
