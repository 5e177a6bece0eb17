/// Count, mean and population variance of some numbers.
///
/// Numbers that are all equal have exactly that mean and exactly no variance, whatever their binary fractions:
/// everything is summed as deviations from the first.
struct Moments: Hashable, Sendable {
  /// How many numbers; infinite for a distribution.
  var count: Double
  var mean: Double
  /// (1/N) Σ (x − x̄)².
  var variance: Double

  init(count: Double, mean: Double, variance: Double) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// The moments of numbers with weights; nil weights are 1.
  ///
  /// Weights that count things, such as tokens, make Σ w the count; `isDistribution` makes them shares of something
  /// infinite. Nothing at all has mean 0 and variance 0.
  init(_ values: [Double], weights: [Double]? = nil, isDistribution: Bool = false) {
    let reference = values.first ?? 0
    var total = 0.0
    var sum = 0.0
    for (index, value) in values.enumerated() {
      let weight = weights?[index] ?? 1
      total += weight
      sum += weight * (value - reference)
    }
    let meanDeviation = total > 0 ? sum / total : 0
    var squares = 0.0
    for (index, value) in values.enumerated() {
      let deviation = (value - reference) - meanDeviation
      squares += (weights?[index] ?? 1) * deviation * deviation
    }
    count = isDistribution ? .infinity : total
    mean = reference + meanDeviation
    variance = total > 0 ? squares / total : 0
  }
}
