/// Why something cannot be enumerated.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
  /// There are more groups than are enumerated; the count is nil where it exceeds 64 bits.
  case tooManyGroups(count: Int?, limit: Int)
  /// The algorithm's advantages depend on other groups, so one group does not define them.
  case dependsOnOtherGroups

  /// One line naming the value, the limit and the fix.
  public var description: String {
    switch self {
    case .tooManyGroups(let count, let limit):
      "\(count.map(String.init) ?? "more than 2^63") possible groups exceed the limit of \(limit);"
        + " lower the group size, or sample them (Monte Carlo)"
    case .dependsOnOtherGroups:
      "the batch mean depends on the other groups of the batch, so one group cannot be enumerated; sample it"
        + " (Monte Carlo)"
    }
  }
}
