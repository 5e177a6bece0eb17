import Algorithms

/// Why the theory has no closed form to offer.
public enum TheoryError: Error, Equatable, CustomStringConvertible {
  /// The advantage is not a function of reward and success counts, because of this part of the algorithm.
  case notCountBased(part: String, summary: String, dependence: Dependence)
  /// This part of the algorithm reads the whole batch, of which nothing is known.
  case needsBatchRate(part: String, summary: String)
  /// What the baseline subtracts comes from outside the group, and a variance depends on it.
  case externalBaseline(summary: String)
  /// A success rate lies outside its range.
  case notARate(name: String, value: Double, legal: String)
  /// The groups of a batch have more combinations of success counts than are summed over.
  case tooManyCombinations(limit: Int)

  /// One line naming the reason and the way out.
  public var description: String {
    switch self {
    case .notCountBased(let part, let summary, let dependence):
      "the advantage is not a function of reward and success count: its \(part), \(summary), depends on"
        + " \(Self.phrase(dependence)); enumerate or simulate it instead"
    case .needsBatchRate(let part, let summary):
      "its \(part), \(summary), needs the success rate of the batch, taken to be that of each of its prompts: give --batch-rate"
    case .externalBaseline(let summary):
      "its baseline, \(summary), comes from outside the group, and the variance depends on it; enumerate or"
        + " simulate it instead"
    case .notARate(let name, let value, let legal):
      "\(name) is \(value); it must be \(legal)"
    case .tooManyCombinations(let limit):
      "the batch has more than \(limit) combinations of success counts; lower the group size or the number of"
        + " prompts, or simulate it"
    }
  }

  private static func phrase(_ dependence: Dependence) -> String {
    switch dependence {
    case .groupCount: "the group"
    case .batchCounts: "the other groups"
    case .lengths: "lengths"
    case .squaredScoreNorms: "score norms"
    case .tokens: "single tokens"
    }
  }
}

extension Algorithm {
  /// Checks that rewards alone decide the advantages.
  ///
  /// - Throws: ``TheoryError/notCountBased(part:summary:dependence:)`` naming the part that reads more.
  func checkCountsDecide() throws {
    if tokenFilter != .none {
      throw TheoryError.notCountBased(part: "tokenFilter", summary: tokenFilter.summary, dependence: .tokens)
    }
    if case .classBalanced = aggregation {
      throw TheoryError.notCountBased(
        part: "aggregation", summary: aggregation.summary, dependence: .batchCounts)
    }
    guard dependence > .batchCounts, let part = partBeyondCounts else { return }
    throw TheoryError.notCountBased(part: part.name, summary: part.summary, dependence: dependence)
  }
}
