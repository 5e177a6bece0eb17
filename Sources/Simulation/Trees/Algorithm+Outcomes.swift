import Algorithms

extension Algorithm {
  /// The part that reads more of a rollout than its outcome and length, or weighs rollouts by outcome; nil where there is
  /// none.
  ///
  /// Token filters do not count: whoever simulates tokens can filter them.
  var partBeyondOutcomes: (name: String, summary: String)? {
    switch baseline {
    case .greedy, .tracker: return ("baseline", baseline.summary)
    default: break
    }
    if case .classBalanced = aggregation { return ("aggregation", aggregation.summary) }
    return dependence > .lengths ? partBeyondCounts : nil
  }

  /// The part whose advantages depend on the other groups of the update; nil where there is none.
  var partReadingBatch: (name: String, summary: String)? {
    var rule = self
    rule.aggregation = .sequenceMeanOfTokenSum(emptyRollouts: .counted)
    return rule.partBeyondGroups
  }
}
