import Foundation
import GSLNumerics
import RandomStreams

/// The mixture of beta distributions under which observed successes are most likely.
///
/// Success counts are beta-binomial given a component. One to three components are fitted, and the number of them chosen by
/// the Bayesian information criterion, −2 log L + (3J − 1) log N over N prompts. A prompt of m attempts shows no more than m
/// moments of the population, so there are never more free numbers than the most attempts that a prompt has; a single beta
/// distribution needs two. The result does not depend on chance: searches start from components fitted by moments to parts
/// of the prompts, and the best end wins.
public struct BetaMixtureFit: Sendable {
  /// The most components that are tried.
  public static let componentLimit = 3

  /// The length of the gradient of log L/N at which a search ends: 1e-6, and 1e-7 for every attempt where prompts have more
  /// than ten, because rounding grows with them, and so does the curvature.
  static func gradientTolerance(for counts: ProbeCounts) -> Double {
    max(1e-6, 1e-7 * Double(counts.maximumAttempts))
  }

  /// What was observed.
  public let counts: ProbeCounts
  /// The fitted mixture, components by increasing mean.
  public let mixture: BetaMixture
  /// log L, binomial coefficients included.
  public let logLikelihood: Double
  /// −2 log L + (3J − 1) log N.
  public let informationCriterion: Double

  /// Fits a mixture.
  ///
  /// - Parameters:
  ///   - counts: successes and attempts.
  ///   - componentCount: J; nil lets the criterion choose.
  /// - Throws: ``PopulationError/tooFewAttempts(_:)`` where no prompt was attempted twice, and
  ///   ``PopulationError/fitNotConverged(_:)``.
  public init(to counts: ProbeCounts, componentCount: Int? = nil) throws {
    guard counts.maximumAttempts >= 2 else {
      throw PopulationError.tooFewAttempts(counts.maximumAttempts)
    }
    let most = min(Self.componentLimit, (counts.maximumAttempts + 1) / 3)
    let numbers = componentCount.map { [$0] } ?? Array(1...max(1, most))
    let fits = try numbers.map { number in
      try Self.best(of: Self.starts(for: counts, componentCount: number), counts: counts)
    }
    guard let best = fits.min(by: { $0.informationCriterion < $1.informationCriterion }) else {
      throw PopulationError.empty
    }
    // Once more from its own end, as a bootstrap does: where the likelihood is flat, both then stop at the same place.
    self = try best.refitted(to: counts)
  }

  /// A fit to other counts that starts from this one, with the same number of components.
  ///
  /// - Throws: ``PopulationError/fitNotConverged(_:)``.
  public func refitted(to counts: ProbeCounts) throws -> BetaMixtureFit {
    try Self.best(of: [mixture], counts: counts)
  }

  /// Fits to prompts drawn with replacement from those that were observed.
  ///
  /// Percentiles of a number computed from each are its bootstrap interval.
  ///
  /// - Parameters:
  ///   - replicates: how many fits.
  ///   - path: the address of the draws; replicate i uses path[i], and equal paths give equal fits.
  /// - Throws: ``PopulationError/fitNotConverged(_:)``.
  public func bootstrap(replicates: Int, path: StreamPath) throws -> [BetaMixtureFit] {
    let pairOfPrompt = counts.pairs.enumerated().flatMap {
      Array(repeating: $0.offset, count: $0.element.prompts)
    }
    return try (0..<replicates).map { replicate in
      var stream = path[replicate].stream()
      var drawn = [Int](repeating: 0, count: counts.pairs.count)
      for _ in pairOfPrompt { drawn[pairOfPrompt[stream.index(below: pairOfPrompt.count)]] += 1 }
      let pairs = zip(counts.pairs, drawn).filter { $0.1 > 0 }.map {
        ProbeCounts.Pair(successes: $0.0.successes, attempts: $0.0.attempts, prompts: $0.1)
      }
      return try refitted(to: ProbeCounts(pairs: pairs))
    }
  }

  private init(counts: ProbeCounts, mixture: BetaMixture, meanLogLikelihood: Double) throws {
    self.counts = counts
    self.mixture = try BetaMixture(components: mixture.components.sorted { $0.rates.mean < $1.rates.mean })
    let prompts = Double(counts.promptCount)
    logLikelihood = prompts * meanLogLikelihood
    informationCriterion = -2 * logLikelihood + Double(3 * mixture.components.count - 1) * log(prompts)
  }

  /// The end of largest likelihood of the searches from these mixtures.
  private static func best(of starts: [BetaMixture], counts: ProbeCounts) throws -> BetaMixtureFit {
    let likelihood = MixtureLikelihood(of: counts, componentCount: starts[0].components.count)
    var best: (point: [Double], value: Double)?
    var failure: NumericsError?
    for start in starts {
      do {
        let end = try Minimization.minimum(
          of: likelihood.negativeMeanLogLikelihood, from: likelihood.parameters(of: start),
          gradientTolerance: gradientTolerance(for: counts))
        if end.value < best?.value ?? .infinity { best = end }
      } catch let error as NumericsError {
        failure = error
      }
    }
    guard let best else { throw PopulationError.fitNotConverged("\(failure?.description ?? "")") }
    return try BetaMixtureFit(
      counts: counts, mixture: likelihood.mixture(of: best.point), meanLogLikelihood: -best.value)
  }

  /// Where searches begin: prompts in order of their observed rate, cut into parts, a component for each part.
  private static func starts(for counts: ProbeCounts, componentCount: Int) throws -> [BetaMixture] {
    let cuts: [[Double]] =
      switch componentCount {
      case 1: [[]]
      case 2: [[0.15], [0.35], [0.5], [0.65], [0.85]]
      default: [[0.1, 0.9], [0.25, 0.75], [0.33, 0.67], [0.2, 0.5], [0.5, 0.8]]
      }
    return try cuts.map { cuts in
      let bounds = [-Double.infinity] + cuts + [Double.infinity]
      let parts = (0..<componentCount).map { index in
        counts.pairs.filter {
          let rate = (Double($0.successes) + 0.5) / (Double($0.attempts) + 1)
          return rate > bounds[index] && rate <= bounds[index + 1]
        }
      }
      // Half a prompt more in every part keeps an empty one alive.
      let sizes = parts.map { Double($0.reduce(0) { $0 + $1.prompts }) + 0.5 }
      let total = sizes.reduce(0, +)
      return try BetaMixture(
        components: zip(parts, sizes).enumerated().map { index, part in
          let middle = (max(0, bounds[index]) + min(1, bounds[index + 1])) / 2
          return BetaMixture.Component(
            weight: part.1 / total, rates: try momentFit(to: part.0, fallback: middle))
        })
    }
  }

  /// A beta distribution with roughly the mean and spread of observed rates, less what chance adds to the spread.
  private static func momentFit(to pairs: [ProbeCounts.Pair], fallback: Double) throws -> BetaDistribution {
    let prompts = pairs.reduce(1.0) { $0 + Double($1.prompts) }
    let mean =
      pairs.reduce(fallback) { sum, pair in
        sum + Double(pair.prompts) * (Double(pair.successes) + 0.5) / (Double(pair.attempts) + 1)
      } / prompts
    let spread = mean * (1 - mean)
    var variance = 0.0
    var chance = 0.0
    for pair in pairs {
      let deviation = Double(pair.successes) / Double(pair.attempts) - mean
      variance += Double(pair.prompts) * deviation * deviation / prompts
      chance += Double(pair.prompts) / Double(pair.attempts) / prompts
    }
    // Var k/m = spread (r + (1 − r)/m) with r = 1/(α + β + 1).
    let correlation = min(max((variance / spread - chance) / max(1e-9, 1 - chance), 0.02), 0.8)
    let size = 1 / correlation - 1
    return try BetaDistribution(alpha: max(0.02, mean * size), beta: max(0.02, (1 - mean) * size))
  }
}
