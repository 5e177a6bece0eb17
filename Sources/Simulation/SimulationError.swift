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
  /// A part reads lengths, and the responses of a tree have several.
  case readsLengths(part: String, summary: String, shortest: Int, longest: Int)
  /// A part reads the batch, and there is one prompt with its group.
  case needsBatch(part: String, summary: String)
  /// Log-odds are followed exactly on a tree of two tokens only.
  case needsTwoTokens(nodeCount: Int)
  /// Steps of another kind are needed.
  case otherUpdateRule(given: UpdateRule, needed: String, instead: String)
  /// A filter that keeps tokens at random is not enumerated.
  case filterAtRandom
  /// There are more histories than are enumerated; the count is nil where it exceeds 64 bits.
  case tooManyHistories(count: Int?, limit: Int)
  /// The finest grid still has a larger error than was asked for.
  case toleranceNotMet(error: Double, tolerance: Double, nodes: Int)

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
    case .readsLengths(let part, let summary, let shortest, let longest):
      "\(part) (\(summary)) reads lengths, and responses of this tree have \(shortest) to \(longest) tokens; choose another"
        + " \(part), or a tree of equal lengths"
    case .needsBatch(let part, let summary):
      "\(part) (\(summary)) reads the other prompts of the batch, and this one is alone with its group; simulate single"
        + " rollouts in a batch"
    case .needsTwoTokens(let count):
      "this chain is exact for a root with two tokens that end the response, both of positive probability; the tree has"
        + " \(count) nodes: enumerate histories, or sample them (Monte Carlo)"
    case .otherUpdateRule(let given, let needed, let instead):
      "updates are \(given.rawValue), and this chain is for \(needed) ones; use \(instead)"
    case .filterAtRandom:
      "the token filter keeps tokens at random, which is not enumerated; sample it (Monte Carlo)"
    case .tooManyHistories(let count, let limit):
      "\(count.map(String.init) ?? "more than 2^63") possible histories exceed the limit of \(limit); lower the number of"
        + " updates or rollouts, or sample them (Monte Carlo)"
    case .toleranceNotMet(let error, let tolerance, let nodes):
      "the error is still \(error) on \(nodes) nodes, above the tolerance of \(tolerance); allow a larger one"
    }
  }
}
