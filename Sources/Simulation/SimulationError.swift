/// Why something cannot be enumerated or simulated.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
  /// There are more groups than are enumerated; the count is nil where it exceeds 64 bits.
  case tooManyGroups(count: Int?, limit: Int)
  /// A part of the algorithm reads other groups, so that one group does not define its gradient.
  case dependsOnOtherGroups(part: String, summary: String)
  /// A population without prompts.
  case noPrompts
  /// A number of a simulation is out of its range.
  case outOfRange(name: String, value: Double, legal: String)
  /// A part of the algorithm reads what a prompt that only succeeds or fails does not have.
  case needsMoreThanOutcomes(part: String, summary: String)
  /// Steps of prompts that share features are not measured in the natural metric.
  case naturalMetricOfSharedFeatures

  /// One line naming the value, the limit and the fix.
  public var description: String {
    switch self {
    case .tooManyGroups(let count, let limit):
      "\(count.map(String.init) ?? "more than 2^63") possible groups exceed the limit of \(limit);"
        + " lower the group size, or sample them (Monte Carlo)"
    case .dependsOnOtherGroups(let part, let summary):
      "\(part) (\(summary)) depends on the other groups of the batch, so one group cannot be enumerated; sample it"
        + " (Monte Carlo)"
    case .noPrompts: "there are no success rates; give at least one"
    case .outOfRange(let name, let value, let legal):
      "\(name) is \(Int(exactly: value).map(String.init) ?? "\(value)"); it must be \(legal)"
    case .needsMoreThanOutcomes(let part, let summary):
      "\(part) (\(summary)) reads more than which rollouts of a simulated prompt succeed, and there is no more to them;"
        + " choose another \(part)"
    case .naturalMetricOfSharedFeatures:
      "prompts with shared features move in the vanilla metric only; choose it, or share no features"
    }
  }
}
