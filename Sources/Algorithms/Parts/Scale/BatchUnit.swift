/// What counts once in a statistic of a whole batch.
public enum BatchUnit: String, CaseIterable, Sendable {
  /// Every rollout, whatever its length.
  case rollouts
  /// Every token that counts, so that long responses weigh more.
  case tokens
}
