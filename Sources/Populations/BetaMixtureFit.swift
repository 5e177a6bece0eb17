import Foundation
import GSLNumerics
import RandomStreams

/// The mixture of beta distributions under which observed successes are most likely.
///
/// Success counts are beta-binomial given a component. One to three components are fitted, and the number of them chosen by
/// Akaike's information criterion, −2 log L + 2 (3J − 1). A prompt of m attempts shows no more than m moments of the
/// population, so there are never more free numbers than the most attempts that a prompt has; a single beta distribution
/// needs two. The result does not depend on chance: searches start from components fitted by moments to parts of the
/// prompts, and the best end wins. Resamples choose the number of components anew, so that what they differ by includes
/// that choice.
public struct BetaMixtureFit: Sendable {
  /// The most components that are tried.
  public static let componentLimit = 3

  /// The length of the gradient of log L/N at which a search ends: 1e-6, and 1e-7 for every attempt where prompts have more
  /// than ten, because rounding grows with them, and so does the curvature.
  static func gradientTolerance(for counts: ProbeCounts) -> Double {
    max(1e-6, 1e-7 * Double(counts.maximumAttempts))
  }

  /// The same for a resample: log L to about 1e-2, little beside the steps of the criterion, which are 6.
  private static func refitTolerance(for counts: ProbeCounts) -> Double {
    max(gradientTolerance(for: counts), 1e-2 / Double(counts.promptCount))
  }

  /// What was observed.
  public let counts: ProbeCounts
  /// The fitted mixture, components by increasing mean.
  public let mixture: BetaMixture
  /// log L, binomial coefficients included.
  public let logLikelihood: Double
  /// −2 log L + 2 (3J − 1).
  public let informationCriterion: Double
  /// The fit with every number of components that was tried, from which resamples start.
  private let candidates: [BetaMixture]

  /// Fits a mixture.
  ///
  /// - Parameters:
  ///   - counts: successes and attempts.
  ///   - componentCount: J; nil lets the criterion choose, here and in resamples.
  /// - Precondition: `componentCount` is nil or from 1 to ``componentLimit``.
  /// - Throws: ``PopulationError/tooFewAttempts(_:)`` where no prompt was attempted twice, and
  ///   ``PopulationError/fitNotConverged(_:)``.
  public init(to counts: ProbeCounts, componentCount: Int? = nil) throws {
    precondition(
      componentCount.map { (1...Self.componentLimit).contains($0) } ?? true,
      "a fit has 1 to \(Self.componentLimit) components, not \(componentCount ?? 0)")
    guard counts.maximumAttempts >= 2 else {
      throw PopulationError.tooFewAttempts(counts.maximumAttempts)
    }
    let most = min(Self.componentLimit, (counts.maximumAttempts + 1) / 3)
    let numbers = componentCount.map { [$0] } ?? Array(1...max(1, most))
    let first = try Self.choice(
      among: numbers.map { try Self.starts(for: counts, componentCount: $0) }, counts: counts,
      gradientTolerance: Self.gradientTolerance(for: counts))
    // Once more from its own end, as a bootstrap does: where the likelihood is flat, both then stop at the same place.
    self = try first.refitted(to: counts)
  }

  /// A fit to other counts that starts from this one and every other number of components that was tried, and chooses anew.
  ///
  /// - Throws: ``PopulationError/fitNotConverged(_:)``.
  public func refitted(to counts: ProbeCounts) throws -> BetaMixtureFit {
    try Self.choice(
      among: candidates.map { candidate in
        // Where a component is empty or two are one, a search from there cannot leave, and parts of the prompts can.
        try [candidate] + Self.restarts(for: counts, componentCount: candidate.components.count)
      }, counts: counts, gradientTolerance: Self.refitTolerance(for: counts))
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

  /// A fit with some number of components.
  private struct Candidate {
    let mixture: BetaMixture
    let logLikelihood: Double

    var informationCriterion: Double {
      -2 * logLikelihood + 2 * Double(3 * mixture.components.count - 1)
    }
  }

  private init(_ chosen: Candidate, among candidates: [Candidate], counts: ProbeCounts) {
    self.counts = counts
    mixture = chosen.mixture
    logLikelihood = chosen.logLikelihood
    informationCriterion = chosen.informationCriterion
    self.candidates = candidates.map(\.mixture)
  }

  /// What the criterion chooses among the best ends for every number of components.
  ///
  /// A number for which no search converges is left out, unless there is no other.
  ///
  /// - Parameter starts: where searches begin, for every number.
  private static func choice(
    among starts: [[BetaMixture]], counts: ProbeCounts, gradientTolerance: Double
  ) throws -> BetaMixtureFit {
    var candidates: [Candidate] = []
    var failure: PopulationError?
    for starts in starts {
      do {
        candidates.append(try best(of: starts, counts: counts, gradientTolerance: gradientTolerance))
      } catch let error as PopulationError {
        failure = error
      }
    }
    guard let chosen = candidates.min(by: { $0.informationCriterion < $1.informationCriterion }) else {
      throw failure ?? .empty
    }
    return BetaMixtureFit(chosen, among: candidates, counts: counts)
  }

  /// The end of largest likelihood of the searches from these mixtures, components by increasing mean.
  private static func best(
    of starts: [BetaMixture], counts: ProbeCounts, gradientTolerance: Double
  ) throws -> Candidate {
    let likelihood = MixtureLikelihood(of: counts, componentCount: starts[0].components.count)
    var best: (point: [Double], value: Double)?
    var failure: NumericsError?
    for start in starts {
      do {
        let end = try Minimization.minimum(
          of: likelihood.negativeMeanLogLikelihood, from: likelihood.parameters(of: start),
          gradientTolerance: gradientTolerance)
        if end.value < best?.value ?? .infinity { best = end }
      } catch let error as NumericsError {
        failure = error
      }
    }
    guard let best else { throw PopulationError.fitNotConverged("\(failure?.description ?? "")") }
    let components = try likelihood.mixture(of: best.point).components
    return Candidate(
      mixture: try BetaMixture(components: components.sorted { $0.rates.mean < $1.rates.mean }),
      logLikelihood: -Double(counts.promptCount) * best.value)
  }

  /// Where searches begin: prompts in order of their observed rate, cut into parts, a component for each part.
  private static func starts(for counts: ProbeCounts, componentCount: Int) throws -> [BetaMixture] {
    let cuts: [[Double]] =
      switch componentCount {
      case 1: [[]]
      case 2: [[0.15], [0.35], [0.5], [0.65], [0.85]]
      default: [[0.1, 0.9], [0.25, 0.75], [0.33, 0.67], [0.2, 0.5], [0.5, 0.8]]
      }
    return try starts(for: counts, cuts: cuts)
  }

  /// One more place where a search for two components begins in a resample.
  private static func restarts(for counts: ProbeCounts, componentCount: Int) throws -> [BetaMixture] {
    switch componentCount {
    case 1: []
    case 2: try starts(for: counts, cuts: [[0.5]])
    default: []
    }
  }

  private static func starts(for counts: ProbeCounts, cuts: [[Double]]) throws -> [BetaMixture] {
    try cuts.map { cuts in
      let bounds = [-Double.infinity] + cuts + [Double.infinity]
      let parts = (0...cuts.count).map { index in
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
