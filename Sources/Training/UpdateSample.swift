/// The rollouts of an update with what they cost.
struct UpdateSample {
  /// The rollouts that train: all, or those of live groups where dead ones are replaced.
  var rollouts: CollectedRollouts
  /// Of all that were sampled.
  var statistics: SampleStatistics
  /// The number of tokens of greedy responses.
  var greedyTokens = 0
  /// How often prompts were drawn.
  var rounds = 1
}
