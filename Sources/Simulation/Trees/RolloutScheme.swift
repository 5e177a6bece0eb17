/// Which rollouts an update is made of, and what they count: c_i in the gradient g = Σ_i c_i ∇ log π(y_i).
public enum RolloutScheme: Hashable, Sendable {
  /// A group of the algorithm's size n, all of this prompt; c_i = A(r_i, k)/n for k successes. With a constant baseline this
  /// is the external baseline of result 4.10.
  case group
  /// One rollout of this prompt in a batch of n prompts with one rollout each; c = A(r, K)/n for K successes in the batch.
  ///
  /// The others succeed independently with probability `otherRate` in [0, 1], whatever this prompt learns, and share no
  /// parameters with it (result 4.6). As the mean goes over the batch, a step size η n moves by η A a rollout.
  case singleRollouts(batchSize: Int, otherRate: Double)
}
