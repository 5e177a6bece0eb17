/// Why something cannot be enumerated.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
  /// There are more groups than are enumerated; the count is nil where it exceeds 64 bits.
  case tooManyGroups(count: Int?, limit: Int)
  /// A part of the algorithm reads other groups, so that one group does not define its gradient.
  case dependsOnOtherGroups(part: String, summary: String)

  /// One line naming the value, the limit and the fix.
  public var description: String {
    switch self {
    case .tooManyGroups(let count, let limit):
      "\(count.map(String.init) ?? "more than 2^63") possible groups exceed the limit of \(limit);"
        + " lower the group size, or sample them (Monte Carlo)"
    case .dependsOnOtherGroups(let part, let summary):
      "\(part) (\(summary)) depends on the other groups of the batch, so one group cannot be enumerated; sample it"
        + " (Monte Carlo)"
    }
  }
}
