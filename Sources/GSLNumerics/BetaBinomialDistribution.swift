import Foundation

/// The number of successes among m trials whose common success probability is drawn from a beta distribution.
///
///     P(k) = C(m, k) B(α + k, β + m − k) / B(α, β)
public struct BetaBinomialDistribution: Hashable, Sendable {
  /// m ≥ 0.
  public let trials: Int
  /// The distribution of the success probability.
  public let rates: BetaDistribution

  /// The distribution of m trials.
  ///
  /// - Throws: ``NumericsError/outOfRange(argument:value:legal:)`` unless m ≥ 0.
  public init(trials: Int, rates: BetaDistribution) throws {
    guard trials >= 0 else {
      throw NumericsError.outOfRange(argument: "trials", value: Double(trials), legal: "0 or more")
    }
    self.trials = trials
    self.rates = rates
  }

  /// log P(k); −∞ outside 0 … m.
  ///
  /// A sum of m logarithms of ratios: no gamma function of a large argument is subtracted from another.
  public func logProbability(of count: Int) -> Double {
    guard count >= 0 && count <= trials else { return -.infinity }
    let size = rates.alpha + rates.beta
    var sum = 0.0
    for index in 0..<count {
      sum += log((rates.alpha + Double(index)) / (size + Double(index)))
      sum += log(Double(trials - index) / Double(index + 1))
    }
    for index in 0..<(trials - count) {
      sum += log((rates.beta + Double(index)) / (size + Double(count + index)))
    }
    return sum
  }

  /// P(0), P(1), …, P(m) at once, divided by their sum.
  ///
  ///     P(k + 1) / P(k) = (m − k) (α + k) / ((k + 1) (β + m − k − 1))
  ///
  /// in logarithms, relative to the largest, so that nothing overflows.
  public var probabilities: [Double] {
    var logarithms = [logProbability(of: 0)]
    for count in 0..<trials {
      let ratio =
        Double(trials - count) * (rates.alpha + Double(count))
        / (Double(count + 1) * (rates.beta + Double(trials - count - 1)))
      logarithms.append(logarithms[count] + log(ratio))
    }
    let largest = logarithms.max() ?? 0
    let terms = logarithms.map { exp($0 - largest) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }
}
