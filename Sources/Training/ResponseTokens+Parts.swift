import Rollouts

extension ResponseTokens {
  /// The positions of several rollouts, in the given order.
  func positions(of rollouts: some Sequence<Int>) -> [Int] { rollouts.flatMap { Array(positions(of: $0)) } }

  /// The columns of some rollouts, in the given order.
  func responses(_ rollouts: [Int]) -> ResponseTokens {
    let positions = positions(of: rollouts)
    func picked<Value>(_ column: [Value]?) -> [Value]? {
      column.map { column in positions.map { column[$0] } }
    }
    var part = ResponseTokens(
      positionCounts: rollouts.map { self.positions(of: $0).count }, mask: picked(mask))
    part.rewards = picked(rewards)
    part.logProbabilities = picked(logProbabilities)
    part.oldLogProbabilities = picked(oldLogProbabilities)
    part.behaviorLogProbabilities = picked(behaviorLogProbabilities)
    part.referenceLogProbabilities = picked(referenceLogProbabilities)
    part.rolloutWeights = picked(rolloutWeights)
    part.entropies = picked(entropies)
    part.sumsOfSquaredProbabilities = picked(sumsOfSquaredProbabilities)
    return part
  }

  /// These responses and then others, with the columns that a sampler fills.
  func appending(_ others: ResponseTokens) -> ResponseTokens {
    func lengths(_ tokens: ResponseTokens) -> [Int] { zip(tokens.starts.dropFirst(), tokens.starts).map(-) }
    func joined<Value>(_ column: (ResponseTokens) -> [Value]?) -> [Value]? {
      guard let first = column(self), let second = column(others) else { return nil }
      return first + second
    }
    let masks =
      mask == nil && others.mask == nil
      ? nil : [self, others].flatMap { $0.mask ?? Array(repeating: true, count: $0.count) }
    var tokens = ResponseTokens(positionCounts: lengths(self) + lengths(others), mask: masks)
    tokens.oldLogProbabilities = joined(\.oldLogProbabilities)
    tokens.entropies = joined(\.entropies)
    tokens.sumsOfSquaredProbabilities = joined(\.sumsOfSquaredProbabilities)
    return tokens
  }
}
