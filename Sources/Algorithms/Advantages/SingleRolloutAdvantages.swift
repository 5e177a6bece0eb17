/// The advantages of single rollouts of n prompts, by how many of the batch's rollouts succeed.
///
/// Every prompt has one rollout, so that its group says nothing and the batch is all there is. Asked of the algorithm's
/// value, like every advantage; baselines from outside (greedy, tracker) are 0.
package struct SingleRolloutAdvantages: Sendable {
  /// A(1, K) for K = 0 … n successes in the batch, the own one included; 0 at K = 0.
  package let success: [Double]
  /// A(0, K) for K = 0 … n; 0 at K = n.
  package let failure: [Double]
  /// The exact signs of A(1, K).
  package let successSigns: [Int]
  /// The exact signs of A(0, K).
  package let failureSigns: [Int]

  /// The advantages in batches of n rollouts.
  ///
  /// - Parameters:
  ///   - algorithm: one whose ``Algorithm/dependence`` is at most on lengths; its group size counts as 1.
  ///   - batchSize: n ≥ 1.
  /// - Throws: ``AlgorithmError`` where the rule is not defined for one of these batches.
  package init(of algorithm: Algorithm, batchSize: Int) throws {
    var rule = algorithm
    rule.groupSize = 1
    var advantages: [(success: Double, failure: Double)] = []
    var directions: [(success: Int, failure: Int)] = []
    for successes in 0...batchSize {
      let counts = [(1, successes), (0, batchSize - successes)].filter { $0.1 > 0 }
      let batch = try CountAdvantages(of: rule, inBatchOf: counts.map { (.finite($0.0, of: 1), $0.1) })
      let signs = try AdvantageDirections(of: batch)
      let (success, failure) = (SuccessCount.finite(1, of: 1), SuccessCount.finite(0, of: 1))
      advantages.append(
        (
          successes > 0 ? try batch.advantages(of: success).success : 0,
          successes < batchSize ? try batch.advantages(of: failure).failure : 0
        ))
      directions.append(
        (
          successes > 0 ? try signs.direction(of: success).successSign : 0,
          successes < batchSize ? try signs.direction(of: failure).failureSign : 0
        ))
    }
    success = advantages.map(\.success)
    failure = advantages.map(\.failure)
    successSigns = directions.map(\.success)
    failureSigns = directions.map(\.failure)
  }
}
