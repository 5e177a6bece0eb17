/// The advantages of a batch: one number a rollout, or one a token.
public enum Advantages: Hashable, Sendable {
  /// One for every rollout, in the order of the batch; all its tokens that count have it.
  case rollouts([Double])
  /// One for every response position, laid out like ``ResponseTokens``; 0 where the mask leaves a position out.
  case tokens([Double])
}
