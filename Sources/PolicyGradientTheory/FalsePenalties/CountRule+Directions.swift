import Algorithms

extension CountRule {
  /// The exact signs and ratios of A(1, k) and A(0, k) for k = 0 … n.
  ///
  /// - Throws: `AlgorithmError` where the rule is not defined for one of these groups.
  func directions() throws -> [AdvantageDirection] {
    let groups = (0...groupSize).map { SuccessCount.finite($0, of: groupSize) }
    let advantages = try CountAdvantages(ofGroupsOf: algorithm, batchRate: batchRate)
    let directions = try AdvantageDirections(of: advantages, batchRate: batchRate)
    return try groups.map { try directions.direction(of: $0) }
  }
}
