/// Sums over prompts at the steps that are recorded.
struct PopulationMeasurement: Sendable {
  private(set) var successes: [Double] = []
  private(set) var deadShares: [Double] = []

  /// Adds up what the prompts of these logits are.
  mutating func record(logits: [Double], groupSize: Int) {
    var success = 0.0
    var dead = 0.0
    for logit in logits {
      let rates = successRates(ofLogit: logit)
      success += rates.success
      dead += power(rates.success, groupSize) + power(rates.failure, groupSize)
    }
    successes.append(success)
    deadShares.append(dead)
  }

  /// Adds another group of prompts, measured at the same steps.
  mutating func add(_ other: PopulationMeasurement) {
    guard !successes.isEmpty else {
      self = other
      return
    }
    for index in successes.indices {
      successes[index] += other.successes[index]
      deadShares[index] += other.deadShares[index]
    }
  }
}

/// xⁿ by squaring.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
