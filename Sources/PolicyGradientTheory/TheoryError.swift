/// Why the theory has no closed form to offer.
public enum TheoryError: Error, Equatable, CustomStringConvertible {
  /// The advantage is not a function of (r, k).
  case notCountBased(reason: String)

  /// One line naming the reason and the way out.
  public var description: String {
    switch self {
    case .notCountBased(let reason):
      "the advantage is not a function of reward and success count: \(reason); enumerate or simulate it instead"
    }
  }
}
