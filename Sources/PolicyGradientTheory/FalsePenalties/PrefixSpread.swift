import GSLNumerics

/// (1 − π) X − π U over the rollouts of one outcome, X of them on a token and U on its siblings.
struct PrefixSpread {
  /// One pair of counts.
  struct Place {
    let probability: Double
    /// (1 − π) X − π U.
    let value: Double
    /// The same times the denominator of π.
    let exact: Int128
  }

  private(set) var places: [Place] = []
  let mean: Double
  let variance: Double

  /// The spread over m rollouts with these shares on the token and on its siblings.
  init(trials: Int, token: Double, sibling: Double, probability: Double) throws {
    let visit = ExactProbability(probability)
    let onToken = try BinomialDistribution(trials: trials, successProbability: token).probabilities
    let share = token < 1 ? min(1, sibling / (1 - token)) : 0
    for (first, weight) in onToken.enumerated() where weight > 0 {
      let onSibling = try BinomialDistribution(trials: trials - first, successProbability: share)
      for (second, chance) in onSibling.probabilities.enumerated() where chance > 0 {
        let pulls = visit.denominator - visit.numerator
        places.append(
          Place(
            probability: weight * chance,
            value: (1 - probability) * Double(first) - probability * Double(second),
            exact: pulls * Int128(first) - visit.numerator * Int128(second)))
      }
    }
    let single = (1 - probability) * token - probability * sibling
    let square = (1 - probability) * (1 - probability) * token + probability * probability * sibling
    mean = Double(trials) * single
    variance = Double(trials) * max(0, square - single * single)
  }
}

/// A spread in the order of its exact contributions, so that sums over half-lines are looked up.
struct SortedSpread {
  private let contributions: [Int128]
  /// Sums over the places before an index, and from it on.
  private var lower: [(probability: Double, mean: Double)]
  private var upper: [(probability: Double, mean: Double)]

  /// - Parameter direction: what exact values are multiplied with.
  init(_ spread: PrefixSpread, direction: Int128) {
    let places = spread.places.map { (contribution: $0.exact * direction, place: $0) }
      .sorted { $0.contribution < $1.contribution }
    contributions = places.map(\.contribution)
    lower = Array(repeating: (0, 0), count: places.count + 1)
    upper = lower
    for (index, entry) in places.enumerated() {
      let (probability, value) = (entry.place.probability, entry.place.value)
      lower[index + 1] = (
        lower[index].probability + probability, lower[index].mean + probability * value
      )
    }
    for (index, entry) in places.enumerated().reversed() {
      let (probability, value) = (entry.place.probability, entry.place.value)
      upper[index] = (
        upper[index + 1].probability + probability, upper[index + 1].mean + probability * value
      )
    }
  }

  /// Probability and E value over the places whose contribution plus an offset has a sign.
  func sums(sign: Int, beyond offset: Int128) -> (probability: Double, mean: Double) {
    sign < 0
      ? lower[firstIndex { $0 >= -offset }] : upper[firstIndex { $0 > -offset }]
  }

  /// The first index whose contribution fulfils a condition that all later ones fulfil as well.
  private func firstIndex(where condition: (Int128) -> Bool) -> Int {
    var (low, high) = (0, contributions.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(contributions[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
