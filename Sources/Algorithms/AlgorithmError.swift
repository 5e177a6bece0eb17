/// Why an algorithm cannot say what the advantages of a batch are.
public enum AlgorithmError: Error, Equatable, CustomStringConvertible {
  /// The baseline weighs by score norms, and this rollout has none.
  case missingSquaredScoreNorm(rollout: Int)
  /// The baseline of this group's only rollout would be the mean of no other rollout.
  case groupOfOne(group: Int)

  /// One line naming the value and the fix.
  public var description: String {
    switch self {
    case .missingSquaredScoreNorm(let rollout):
      "rollout \(rollout) has no squared score norm, which the score-norm-weighted baseline needs: measure it,"
        + " or weigh by length"
    case .groupOfOne(let group):
      "group \(group) has one rollout, and leave-one-out needs at least 2: raise the group size, or choose what"
        + " a group of one gets"
    }
  }
}
