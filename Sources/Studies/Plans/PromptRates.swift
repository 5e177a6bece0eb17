import Foundation
import GSLNumerics
import PolicyGradientTheory
import Populations

/// A population of prompts as a plan needs it: weighted success rates, and the exact distribution of success counts.
struct PromptRates {
  /// Some prompts of equal or nearly equal rate.
  struct Atom {
    /// ρ, in [0, 1].
    let rate: Double
    /// log ρ/(1 − ρ), infinite at 0 and 1.
    let logit: Double
    /// The share of prompts.
    let weight: Double

    init(rate: Double, weight: Double) {
      self.rate = rate
      self.weight = weight
      logit = log(rate) - log1p(-rate)
    }
  }

  /// What the rates come from.
  private enum Origin {
    case list
    case mixture(BetaMixture)
  }

  /// The atoms by rate; their weights sum to 1.
  let atoms: [Atom]
  private let origin: Origin

  /// The most atoms that move.
  private static let movingAtomLimit = 200

  /// Rates that are known; equal ones make one atom.
  init(_ rates: [Double]) {
    var numbers: [Double: Int] = [:]
    for rate in rates { numbers[rate, default: 0] += 1 }
    atoms = numbers.sorted { $0.key < $1.key }.map {
      Atom(rate: $0.key, weight: Double($0.value) / Double(rates.count))
    }
    origin = .list
  }

  /// A mixture, in cells of width 0.05 in the log-odds, wider beyond ±10, that end where bands end.
  ///
  /// Every cell is an atom at its mean rate, so that the population's mean is exact; other smooth functions have the error
  /// of the midpoint rule, about 1e-4 of their second derivative by the log-odds.
  init(_ mixture: BetaMixture) {
    var atoms: [Atom] = []
    var below = Self.moments(of: mixture, upTo: 0)
    for edge in Self.edges {
      let upTo = Self.moments(of: mixture, upTo: edge)
      let weight = upTo.share - below.share
      if weight > 1e-12 {
        let mean = (upTo.successes - below.successes) / weight
        atoms.append(Atom(rate: min(max(mean, Double.leastNormalMagnitude), 1.0.nextDown), weight: weight))
      }
      below = upTo
    }
    let sum = atoms.reduce(0) { $0 + $1.weight }
    self.atoms = atoms.map { Atom(rate: $0.rate, weight: $0.weight / sum) }
    origin = .mixture(mixture)
  }

  /// The right edges of cells, up to 1.
  private static let edges: [Double] = {
    let logits =
      Array(stride(from: -36.0, to: -10, by: 1)) + Array(stride(from: -10.0, to: 10, by: 0.05))
      + Array(stride(from: 10.0, through: 36, by: 1))
    let cells = logits.map { LogOdds($0).rate }
    return (cells + DifficultyBand.edges.dropFirst()).sorted()
  }()

  /// P(ρ ≤ x) and E[ρ; ρ ≤ x]: for Beta(α, β) the latter is α/(α + β) P(ρ' ≤ x) with ρ' ~ Beta(α + 1, β).
  private static func moments(of mixture: BetaMixture, upTo rate: Double) -> (
    share: Double, successes: Double
  ) {
    mixture.components.reduce((0, 0)) { sum, component in
      let share = component.rates.cumulativeProbability(at: rate)
      let successes = component.rates.mean * component.rates.raised.cumulativeProbability(at: rate)
      return (sum.0 + component.weight * share, sum.1 + component.weight * successes)
    }
  }

  /// The mean success rate.
  var mean: Double { mean(\.rate) }

  /// The mean over prompts.
  func mean(_ value: (Atom) -> Double) -> Double { atoms.reduce(0) { $0 + $1.weight * value($1) } }

  /// P(k successes) of a group of n of a random prompt, k = 0 … n; exact.
  func countProbabilities(groupSize: Int) throws -> [Double] {
    if case .mixture(let mixture) = origin { return mixture.countProbabilities(trials: groupSize) }
    var sums = [Double](repeating: 0, count: groupSize + 1)
    for atom in atoms {
      let binomial = try BinomialDistribution(trials: groupSize, successProbability: atom.rate)
      for (count, probability) in binomial.probabilities.enumerated() {
        sums[count] += atom.weight * probability
      }
    }
    return sums
  }

  /// The same population in no more than 200 atoms: neighbours of about equal share become one at their mean rate.
  ///
  /// Atoms at 0 and 1 stay apart, because they never move.
  var compressed: PromptRates {
    guard atoms.count > Self.movingAtomLimit else { return self }
    let inner = atoms.filter { $0.rate > 0 && $0.rate < 1 }
    let share = inner.reduce(0) { $0 + $1.weight } / Double(Self.movingAtomLimit - 2)
    var groups: [[Atom]] = []
    var before = 0.0
    for atom in inner {
      let group = Int(before / share)
      while groups.count <= group { groups.append([]) }
      groups[group].append(atom)
      before += atom.weight
    }
    let merged = groups.filter { !$0.isEmpty }.map { group in
      let weight = group.reduce(0) { $0 + $1.weight }
      return Atom(rate: group.reduce(0) { $0 + $1.weight * $1.rate } / weight, weight: weight)
    }
    return PromptRates(
      atoms: atoms.filter { $0.rate == 0 } + merged + atoms.filter { $0.rate == 1 }, origin: origin)
  }

  private init(atoms: [Atom], origin: Origin) {
    self.atoms = atoms
    self.origin = origin
  }
}
