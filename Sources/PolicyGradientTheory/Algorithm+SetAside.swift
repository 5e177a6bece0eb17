import Algorithms

extension Algorithm {
  /// The parts that act on the gradient besides the advantages, and that results 2.1–2.7 leave out: name and phrase.
  ///
  /// These results are about g = (1/n) Σ_i A_i ∇ log π(y_i). An aggregation by length changes what rollouts weigh, a KL
  /// adds a gradient of its own, and a length penalty is 0 only for responses that stay clear of the limit.
  public var setAside: [(name: String, summary: String)] {
    var names: [String] = []
    if case .overlongPenalty = rewardTransform { names.append("rewardTransform") }
    if case .sequenceMeanOfTokenSum = aggregation {} else { names.append("aggregation") }
    if regularizer != .none { names.append("regularizer") }
    return describedParts.filter { names.contains($0.name) }.map { ($0.name, $0.summary) }
  }
}
