import Foundation
import GSLNumerics

/// Success rates of prompts as a mixture of beta distributions: Σ_j w_j Beta(α_j, β_j).
///
/// Shapes below 1 put prompts near 0 and near 1, so that two or three components describe what pass rates look like: some
/// prompts that hardly ever succeed, some that nearly always do, and those between.
public struct BetaMixture: Hashable, Sendable {
  /// One part of the mixture.
  public struct Component: Hashable, Sendable {
    /// w_j > 0, the share of prompts.
    public let weight: Double
    /// Beta(α_j, β_j).
    public let rates: BetaDistribution

    /// A share of prompts with these rates.
    public init(weight: Double, rates: BetaDistribution) {
      self.weight = weight
      self.rates = rates
    }
  }

  /// The parts; their weights sum to 1 to rounding.
  public let components: [Component]

  /// A mixture of these parts.
  ///
  /// - Throws: ``BetaMixtureError`` unless there is a part, every weight is above 0, and their sum differs from 1 by no more
  ///   than 1e-6; weights are then divided by their sum.
  public init(components: [Component]) throws {
    guard !components.isEmpty else { throw BetaMixtureError.empty }
    for (index, component) in components.enumerated() where !(component.weight > 0) {
      throw BetaMixtureError.weight(component: index + 1, value: component.weight)
    }
    let sum = components.reduce(0) { $0 + $1.weight }
    guard abs(sum - 1) <= 1e-6 else { throw BetaMixtureError.weightSum(sum) }
    self.components = components.map { Component(weight: $0.weight / sum, rates: $0.rates) }
  }

  /// The mean success rate Σ_j w_j α_j/(α_j + β_j).
  public var mean: Double { sum { $0.mean } }

  /// The density at ρ; infinite at an end where a shape is below 1.
  public func density(at rate: Double) -> Double { sum { $0.density(at: rate) } }

  /// The share of prompts whose rate is ρ or less.
  public func cumulativeProbability(at rate: Double) -> Double {
    sum { $0.cumulativeProbability(at: rate) }
  }

  /// The share of prompts whose rate is above ρ; small shares lose no digits.
  public func upperTailProbability(at rate: Double) -> Double {
    sum { $0.upperTailProbability(at: rate) }
  }

  /// The rate below which a share of prompts lies, by bisection of log ρ in the lower half and of log(1 − ρ) in the upper.
  ///
  /// A quantile that lies nearer to 0 or 1 than numbers reach is the nearest number between them.
  ///
  /// - Precondition: 0 < `share` < 1.
  public func quantile(_ share: Double) -> Double {
    precondition(share > 0 && share < 1, "a quantile belongs to a share between 0 and 1, not to \(share)")
    if share <= cumulativeProbability(at: 0.5) {
      let distance = Self.distance { cumulativeProbability(at: $0) < share }
      return max(distance, Double.leastNormalMagnitude)
    }
    let distance = Self.distance { upperTailProbability(at: 1 - $0) < 1 - share }
    return min(1 - distance, 1.0.nextDown)
  }

  /// The distance from an end, at most 1/2, at which a condition that holds near the end stops.
  private static func distance(_ isNear: (Double) -> Bool) -> Double {
    var lower = log(Double.leastNormalMagnitude)
    var upper = log(0.5)
    while true {
      let middle = (lower + upper) / 2
      guard middle > lower && middle < upper else { return exp(upper) }
      if isNear(exp(middle)) { lower = middle } else { upper = middle }
    }
  }

  /// The mean of ρ given k successes in m attempts: between k/m and what the whole population suggests.
  ///
  ///     E[ρ | k, m] = Σ_j p_j (α_j + k)/(α_j + β_j + m),   p_j ∝ w_j P_j(k)
  ///
  /// with P_j beta-binomial. Without attempts it is the ``mean``.
  ///
  /// - Precondition: 0 ≤ `successes` ≤ `attempts`.
  public func posteriorMean(successes: Int, attempts: Int) -> Double {
    precondition(
      successes >= 0 && successes <= attempts,
      "\(successes) successes are none that \(attempts) attempts can have")
    let logarithms = components.map { component in
      log(component.weight)
        + Self.counts(of: component, trials: attempts).logProbability(of: successes)
    }
    let largest = logarithms.max() ?? 0
    let terms = logarithms.map { exp($0 - largest) }
    let means = components.map {
      ($0.rates.alpha + Double(successes)) / ($0.rates.alpha + $0.rates.beta + Double(attempts))
    }
    return zip(terms, means).reduce(0) { $0 + $1.0 * $1.1 } / terms.reduce(0, +)
  }

  /// The distribution of success counts of one prompt, drawn from the population, in m attempts: P(0), …, P(m).
  ///
  /// - Precondition: `trials` ≥ 0.
  public func countProbabilities(trials: Int) -> [Double] {
    var probabilities = [Double](repeating: 0, count: trials + 1)
    for component in components {
      for (count, probability) in Self.counts(of: component, trials: trials).probabilities.enumerated() {
        probabilities[count] += component.weight * probability
      }
    }
    return probabilities
  }

  /// log L = Σ log P(k | m) over prompts.
  public func logLikelihood(of counts: ProbeCounts) -> Double {
    counts.pairs.reduce(0) { sum, pair in
      let logarithms = components.map {
        log($0.weight)
          + Self.counts(of: $0, trials: pair.attempts).logProbability(of: pair.successes)
      }
      let largest = logarithms.max() ?? 0
      return sum + Double(pair.prompts)
        * (largest + log(logarithms.reduce(0) { $0 + exp($1 - largest) }))
    }
  }

  /// Prompts at the quantiles (i − ½)/count, i = 1 … count: the population without chance.
  ///
  /// - Throws: ``PopulationError/empty`` unless `count` ≥ 1.
  public func population(count: Int) throws -> Population {
    guard count >= 1 else { throw PopulationError.empty }
    return try Population(rates: (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) })
  }

  private func sum(_ value: (BetaDistribution) -> Double) -> Double {
    components.reduce(0) { $0 + $1.weight * value($1.rates) }
  }

  private static func counts(of component: Component, trials: Int) -> BetaBinomialDistribution {
    do {
      return try BetaBinomialDistribution(trials: trials, rates: component.rates)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
