import Foundation

/// The number of successes among n trials as a function of a uniform number: inversion of the exact distribution.
///
/// With the success probability given by its logit z, so that it is as exact near 1 as near 0, and U = u/2⁶⁴,
///
///     k = #{ j < n : U ≥ P(K ≤ j) }
///
/// is binomial up to the rounding of its distribution: less than 1e-14 where U lies in the middle of groups of 64, 3e-14 of
/// groups of 4096, and a share of 1e-8 of a tail that is as rare as 1e-18. k grows with U and with z.
package struct BinomialInversion: Sendable {
  /// n ≥ 1.
  package let trials: Int
  /// P(k + 1)/P(k) at even odds: (n − k)/(k + 1).
  private let ratios: [Double]
  /// What lies further out than where the weight has fallen to this share of the largest is less than 2⁻⁶⁴ in all.
  private static let negligible = 1e-24

  /// The inversion for n trials.
  package init(trials: Int) {
    self.trials = trials
    ratios = (0..<trials).map { Double(trials - $0) / Double($0 + 1) }
  }

  /// The count at a logit and a uniform number of 64 bits.
  package func count(logit: Double, uniform: UInt64) -> Int {
    let sums = Sums(of: self, logit: logit)
    // Either tail is summed from its end, where weights are small.
    if uniform >> 63 == 0 {
      let target = Double(uniform) * 0x1p-64 * sums.total
      var walk = sums.lowest
      var sum = walk.weight
      while sum <= target && walk.count < trials {
        walk = step(up: walk, odds: sums.odds)
        sum += walk.weight
      }
      return walk.count
    }
    let target = (Double(~uniform) + 1) * 0x1p-64 * sums.total
    var walk = sums.highest
    var sum = walk.weight
    while sum < target && walk.count > 0 {
      walk = step(down: walk, inverseOdds: sums.inverseOdds)
      sum += walk.weight
    }
    return walk.count
  }

  /// P(K ≤ j) for j = 0 … n − 1; all 1 at z = −∞ and all 0 at z = ∞.
  func distribution(logit: Double) -> [Double] {
    guard logit.isFinite else { return Array(repeating: logit < 0 ? 1 : 0, count: trials) }
    let sums = Sums(of: self, logit: logit)
    var walk = sums.lowest
    var sum = 0.0
    return (0..<trials).map { count in
      if count >= walk.count {
        sum += walk.weight
        walk = step(up: walk, odds: sums.odds)
      }
      return sum / sums.total
    }
  }

  /// A count and its probability up to a common factor.
  private struct Walk {
    var count: Int
    var weight: Double
  }

  private func step(up walk: Walk, odds: Double) -> Walk {
    Walk(count: walk.count + 1, weight: walk.weight * (ratios[walk.count] * odds))
  }

  private func step(down walk: Walk, inverseOdds: Double) -> Walk {
    Walk(count: walk.count - 1, weight: walk.weight * (inverseOdds / ratios[walk.count - 1]))
  }

  /// The distribution at a logit, from its mode to where it is negligible.
  private struct Sums {
    let odds: Double
    let inverseOdds: Double
    private(set) var lowest: Walk
    private(set) var highest: Walk
    private(set) var total = 1.0

    init(of inversion: BinomialInversion, logit: Double) {
      // Beyond, one of the two odds leaves the range of a Double, and at 64 bits nothing changes any more.
      let bounded = max(-700, min(700, logit))
      odds = exp(bounded)
      inverseOdds = exp(-bounded)
      let rate = 1 / (1 + inverseOdds)
      let mode = min(Int(Double(inversion.trials + 1) * rate), inversion.trials)
      lowest = Walk(count: mode, weight: 1)
      highest = lowest
      while highest.count < inversion.trials && highest.weight > BinomialInversion.negligible {
        highest = inversion.step(up: highest, odds: odds)
        total += highest.weight
      }
      while lowest.count > 0 && lowest.weight > BinomialInversion.negligible {
        lowest = inversion.step(down: lowest, inverseOdds: inverseOdds)
        total += lowest.weight
      }
    }
  }
}
