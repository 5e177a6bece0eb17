/// Σw·x, Σw and the plain sums, from which the weighted mean or, where Σw = 0, the plain mean follows.
struct WeightedSum {
  var weight = 0.0
  private var weighted = 0.0
  private var plain = 0.0
  private var count = 0

  mutating func add(_ value: Double, weight: Double) {
    self.weight += weight
    weighted += weight * value
    plain += value
    count += 1
  }

  func removing(_ value: Double, weight: Double) -> WeightedSum {
    var rest = self
    rest.weight -= weight
    rest.weighted -= weight * value
    rest.plain -= value
    rest.count -= 1
    return rest
  }

  /// Σ w / (Σ w + ε), 1 where that is 0/0.
  func share(epsilon: Double) -> Double { weight + epsilon > 0 ? weight / (weight + epsilon) : 1 }

  var mean: Double { mean(epsilon: 0) }

  /// Σ w x / (Σ w + ε), or the plain mean where that is 0/0.
  func mean(epsilon: Double) -> Double {
    weight + epsilon > 0 ? weighted / (weight + epsilon) : plain / Double(count)
  }
}
