/// Why the theory has no closed form to offer.
public enum TheoryError: Error, Equatable, CustomStringConvertible {
  /// The advantage is not a function of (r, k).
  case notCountBased(reason: String)
  /// The groups of a batch have more combinations of success counts than are summed over.
  case tooManyCombinations(limit: Int)

  /// One line naming the reason and the way out.
  public var description: String {
    switch self {
    case .notCountBased(let reason):
      "the advantage is not a function of reward and success count: \(reason); enumerate or simulate it instead"
    case .tooManyCombinations(let limit):
      "the batch has more than \(limit) combinations of success counts; lower the group size or the number of"
        + " prompts, or simulate it"
    }
  }
}
