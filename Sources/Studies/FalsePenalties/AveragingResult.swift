/// How many chains lost the good token, by the number of rollouts in an update.
public struct AveragingResult: Codable, Sendable {
  let groupSizes: [Int]
  /// Lost chains with a baseline from outside, by group size.
  let outsideBaseline: [Int]
  /// Lost chains with the group's own mean.
  let ownMean: [Int]
}
