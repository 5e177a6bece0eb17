/// What a rollout's advantage depends on besides its own reward, in rising order of what one has to know.
public enum Dependence: Int, Comparable, CaseIterable, Sendable {
  /// The number of successes in its group, or nothing.
  case groupCount
  /// The rewards of all groups of the batch.
  case batchCounts
  /// The lengths of rollouts.
  case lengths
  /// The squared score norms of the rollouts of its group, which whoever trains has to measure.
  case squaredScoreNorms
  /// The probabilities of single tokens; the advantage is a number for every token.
  case tokens

  /// Whether one has to know less.
  public static func < (left: Dependence, right: Dependence) -> Bool { left.rawValue < right.rawValue }
}
