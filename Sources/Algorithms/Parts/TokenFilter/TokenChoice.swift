/// Picks the tokens of failed rollouts that a filter keeps, one response after another.
///
/// It remembers how many tokens a filter keeps of a length, and reuses its memory.
package struct TokenChoice: Sendable {
  private let filter: TokenFilter
  private var keptCounts: [Int: Int] = [:]
  private var ranked: [Int] = []

  /// The choice of a filter.
  package init(_ filter: TokenFilter) { self.filter = filter }

  /// Marks which of some positions train, and none of the others.
  ///
  /// - Parameters:
  ///   - positions: those of the response's tokens that count, first token first.
  ///   - scores: what the filter compares tokens by, by position: ``TokenFilter/score(logProbability:probability:entropy:)``,
  ///     or any numbers that are random for a filter at random.
  ///   - kept: by position; set to true where the token trains.
  package mutating func mark(_ positions: [Int], scores: [Double], in kept: inout [Bool]) {
    switch filter {
    case .none:
      for position in positions { kept[position] = true }
    case .probabilityThreshold(let threshold):
      for position in positions where scores[position] <= threshold { kept[position] = true }
    case .lowestProbability, .surprisalCertainty, .random:
      ranked.removeAll(keepingCapacity: true)
      ranked.append(contentsOf: positions.indices)
      // A stable order: of equal scores the first token is kept.
      ranked.sort { (scores[positions[$0]], $0) < (scores[positions[$1]], $1) }
      for place in ranked.prefix(keptCount(of: positions.count)) { kept[positions[place]] = true }
    }
  }

  private mutating func keptCount(of length: Int) -> Int {
    if let count = keptCounts[length] { return count }
    let count = filter.keptCount(of: length) ?? length
    keptCounts[length] = count
    return count
  }
}
