/// Probabilities and means of a number that is below or above 0, over the outcomes of an update.
struct SignedSums {
  /// P(x < 0) and E max(−x, 0).
  private(set) var negative = (probability: 0.0, mass: 0.0)
  /// P(x > 0) and E max(x, 0).
  private(set) var positive = (probability: 0.0, mass: 0.0)
  /// E x.
  var mean = 0.0

  /// Whether no outcome is below or above 0.
  var isZero: Bool { negative.probability == 0 && positive.probability == 0 }

  /// Adds one outcome of a sign, and its value to the mean.
  mutating func add(sign: Int, probability: Double, value: Double) {
    addSet(sign: sign, probability: probability, total: probability * value)
    if sign != 0 { mean += probability * value }
  }

  /// Adds a set of outcomes of one sign, given by its probability and the sum of its values times theirs; the mean stays.
  mutating func addSet(sign: Int, probability: Double, total: Double) {
    if sign < 0 {
      negative.probability += probability
      negative.mass += max(0, -total)
    } else if sign > 0 {
      positive.probability += probability
      positive.mass += max(0, total)
    }
  }
}
