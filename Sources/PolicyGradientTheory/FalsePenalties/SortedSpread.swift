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
