import GSLNumerics

/// Means over the good and over the bad tokens of failures, of functions of a token's probability.
///
/// Gauss–Legendre rules over log-odds, on panels between quantiles of both laws: narrow laws, laws that lie far apart and
/// laws with singular ends all have smooth panels. Panels are halved until no mean changes by more than 1e-13. Means are
/// divided by that of 1, so that no error of a normalisation remains.
struct FailedTokenMeans {
  private let laws: [BetaDistribution]
  private let bounds: [Double]

  private static let rule = GaussLegendre(pointCount: 32)
  private static let tolerance = 1e-13
  private static let mostHalvings = 7
  private static let shares =
    [1e-18, 1e-13, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.03] + (1...10).map { Double($0) / 20 }

  init(_ population: FilterPopulation) {
    laws = [population.goodInFailures, population.badInFailures]
    let quantiles = laws.flatMap { law in
      Self.shares.flatMap { share in
        [
          Self.root { law.cumulativeProbability(atLogOdds: $0) < share },
          Self.root { law.upperTailProbability(atLogOdds: $0) >= share },
        ]
      }
    }
    bounds = Set(quantiles).sorted()
  }

  /// The means of a list of functions, each at most 1 in magnitude.
  ///
  /// - Parameter values: the functions at a token's log-odds.
  /// - Throws: `NumericsError` with the change, where it is above 1e-13; what the functions throw.
  func means(
    of values: (Double) throws -> [Double]
  ) throws -> (good: [Double], bad: [Double]) {
    var coarse = try means(halvings: 0, of: values)
    var change = Double.infinity
    for halvings in 1...Self.mostHalvings {
      let fine = try means(halvings: halvings, of: values)
      change = zip(coarse.joined(), fine.joined()).reduce(0) { max($0, abs($1.0 - $1.1)) }
      if change <= Self.tolerance { return (fine[0], fine[1]) }
      coarse = fine
    }
    throw NumericsError.integralNotConverged(
      from: bounds[0], to: bounds[bounds.count - 1], reason: "panels were halved \(Self.mostHalvings) times",
      error: change, asked: Self.tolerance)
  }

  private func means(halvings: Int, of values: (Double) throws -> [Double]) throws -> [[Double]] {
    var sums: [[Double]] = [[], []]
    var masses = [0.0, 0.0]
    let parts = 1 << halvings
    for (lower, upper) in zip(bounds, bounds.dropFirst()) {
      let width = (upper - lower) / Double(parts)
      for part in 0..<parts {
        let start = lower + Double(part) * width
        for node in Self.rule.nodes(from: start, to: start + width) {
          let values = try values(node.position)
          for (index, law) in laws.enumerated() {
            let weight = node.weight * law.density(atLogOdds: node.position)
            masses[index] += weight
            if sums[index].isEmpty { sums[index] = values.map { _ in 0 } }
            for place in values.indices { sums[index][place] += weight * values[place] }
          }
        }
      }
    }
    return zip(sums, masses).map { sums, mass in sums.map { $0 / mass } }
  }

  /// The log-odds at which a condition that holds far to the left stops holding, by bisection to rounding.
  private static func root(_ isLeft: (Double) -> Bool) -> Double {
    var reach = 1.0
    while !isLeft(-reach) || isLeft(reach) { reach *= 2 }
    var (lower, upper) = (-reach, reach)
    while true {
      let middle = (lower + upper) / 2
      guard middle > lower && middle < upper else { return upper }
      if isLeft(middle) { lower = middle } else { upper = middle }
    }
  }
}
