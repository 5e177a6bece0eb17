extension PenaltyScheme {
  /// Every value of G in one update, with its probability.
  ///
  /// - Throws: ``TheoryError/groupTooLargeForTrees(value:largest:)`` for groups of more than ``largestGroupInTrees``.
  func logitGradients(of classes: TokenClasses) throws -> [LogitGradient] {
    switch kind {
    case .group(let rule): try rule.logitGradients(of: classes)
    case .singleRollouts(let rule): rule.logitGradients(of: classes)
    }
  }
}

extension GroupPenaltyRule {
  /// Every value of G in a group, by the counts on the token and beside it among successes and failures.
  fileprivate func logitGradients(of classes: TokenClasses) throws -> [LogitGradient] {
    try checkSizeForTrees()
    return try groups(of: classes).flatMap { try $0.logitGradients() }
  }
}

extension CountedGroup {
  /// Every value of G in these groups.
  fileprivate func logitGradients() throws -> [LogitGradient] {
    let (success, failure) = try prefixSpreads()
    var gradients: [LogitGradient] = []
    for first in success.places {
      for second in failure.places {
        let exact = direction.success * first.exact + direction.failure * second.exact
        let value = (advantages.success * first.value + advantages.failure * second.value) / Double(size)
        gradients.append(
          LogitGradient(
            value: exact == 0 ? 0 : value,
            probability: probability * first.probability * second.probability))
      }
    }
    return gradients
  }
}
