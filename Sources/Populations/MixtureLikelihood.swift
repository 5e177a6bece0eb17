import Foundation
import GSLNumerics

/// The likelihood of success counts under a mixture of beta-binomials, as a smooth function of free numbers.
///
/// A mixture of J components has 3J − 1 of them: J − 1 logarithms of weights relative to the last, and for each component
/// two numbers a with log α = l + (u − l)/(1 + e^−a), which keeps shapes within their bounds.
struct MixtureLikelihood {
  /// The bounds of the shapes: beyond them a component is a point, or two, as far as counts can tell.
  static let shapes = 1e-2...1e4

  let counts: ProbeCounts
  let componentCount: Int
  private let logBinomials: [Double]

  init(of counts: ProbeCounts, componentCount: Int) {
    self.counts = counts
    self.componentCount = componentCount
    logBinomials = counts.pairs.map { pair in
      (0..<pair.successes).reduce(0) { $0 + log(Double(pair.attempts - $1) / Double($1 + 1)) }
    }
  }

  private static let logarithms = (log(shapes.lowerBound), log(shapes.upperBound))

  /// The free numbers of a mixture; shapes at or beyond a bound are taken just inside.
  func parameters(of mixture: BetaMixture) -> [Double] {
    let last = mixture.components[componentCount - 1].weight
    let (lower, upper) = Self.logarithms
    return mixture.components.dropLast().map { log($0.weight / last) }
      + mixture.components.flatMap { component in
        [component.rates.alpha, component.rates.beta].map { shape in
          let position = min(max((log(shape) - lower) / (upper - lower), 0.001), 0.999)
          return log(position / (1 - position))
        }
      }
  }

  /// The mixture of free numbers.
  func mixture(of parameters: [Double]) throws -> BetaMixture {
    try BetaMixture(
      components: weights(parameters).enumerated().map { index, weight in
        let (alpha, beta) = (shape(parameters, index, 0).value, shape(parameters, index, 1).value)
        return BetaMixture.Component(
          weight: max(weight, .leastNormalMagnitude), rates: try BetaDistribution(alpha: alpha, beta: beta))
      })
  }

  private func weights(_ parameters: [Double]) -> [Double] {
    let logarithms = parameters.prefix(componentCount - 1) + [0]
    let largest = logarithms.max() ?? 0
    let terms = logarithms.map { exp($0 - largest) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }

  /// A shape, and its derivative by its free number.
  private func shape(_ parameters: [Double], _ component: Int, _ which: Int) -> (value: Double, slope: Double)
  {
    let (lower, upper) = Self.logarithms
    let position = 1 / (1 + exp(-parameters[componentCount - 1 + 2 * component + which]))
    let value = min(
      max(exp(lower + (upper - lower) * position), Self.shapes.lowerBound), Self.shapes.upperBound)
    return (value, value * (upper - lower) * position * (1 - position))
  }

  /// Minus the mean over prompts of log P(k), and its gradient by the free numbers.
  func negativeMeanLogLikelihood(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
    let weights = weights(parameters)
    let shapes = (0..<componentCount).map { (shape(parameters, $0, 0), shape(parameters, $0, 1)) }
    let longest = counts.maximumAttempts
    let tables = shapes.map { alpha, beta in
      (
        alpha: RisingFactorial(of: alpha.value, upTo: longest),
        beta: RisingFactorial(of: beta.value, upTo: longest),
        both: RisingFactorial(of: alpha.value + beta.value, upTo: longest)
      )
    }
    var value = 0.0
    var gradient = [Double](repeating: 0, count: parameters.count)
    var logarithms = [Double](repeating: 0, count: componentCount)
    for (index, pair) in counts.pairs.enumerated() {
      let failures = pair.attempts - pair.successes
      for component in 0..<componentCount {
        let table = tables[component]
        logarithms[component] =
          log(weights[component]) + table.alpha.logarithms[pair.successes]
          + table.beta.logarithms[failures] - table.both.logarithms[pair.attempts]
      }
      let largest = logarithms.max() ?? 0
      let sum = logarithms.reduce(0) { $0 + exp($1 - largest) }
      let prompts = Double(pair.prompts)
      value += prompts * (logBinomials[index] + largest + log(sum))
      for component in 0..<componentCount {
        let responsibility = prompts * exp(logarithms[component] - largest) / sum
        let table = tables[component]
        let common = table.both.slopes[pair.attempts]
        let place = componentCount - 1 + 2 * component
        gradient[place] +=
          responsibility * (table.alpha.slopes[pair.successes] - common) * shapes[component].0.slope
        gradient[place + 1] +=
          responsibility * (table.beta.slopes[failures] - common) * shapes[component].1.slope
        if component < componentCount - 1 {
          gradient[component] += responsibility - prompts * weights[component]
        }
      }
    }
    let prompts = Double(counts.promptCount)
    return (-value / prompts, gradient.map { -$0 / prompts })
  }
}

/// log x(x + 1)…(x + i − 1) and its derivative by x, for i = 0 … m.
private struct RisingFactorial {
  private(set) var logarithms = [0.0]
  private(set) var slopes = [0.0]

  init(of x: Double, upTo count: Int) {
    logarithms.reserveCapacity(count + 1)
    slopes.reserveCapacity(count + 1)
    for index in 0..<count {
      logarithms.append(logarithms[index] + log(x + Double(index)))
      slopes.append(slopes[index] + 1 / (x + Double(index)))
    }
  }
}
