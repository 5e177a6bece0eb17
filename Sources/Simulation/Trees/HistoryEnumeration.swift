/// Exact means after few updates of a small tree, by the sum over everything that can happen.
///
/// It shares neither grids nor random numbers with the chains and Monte Carlo, which are checked against it.
public struct HistoryEnumeration: Sendable {
  /// How many histories are enumerated at most.
  public static let limit = 20_000_000

  private let update: TreeUpdate
  private let enumeration: UpdateEnumeration

  /// The enumeration of what an update does.
  ///
  /// - Throws: ``SimulationError`` for a filter at random, groups above 64 rollouts, or more than 10⁶ outcomes of one update.
  public init(_ update: TreeUpdate) throws {
    self.update = update
    enumeration = try UpdateEnumeration(of: update)
  }

  /// The means after a number of updates.
  ///
  /// - Parameter updates: T ≥ 0.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)`` for T < 0;
  ///   ``SimulationError/tooManyHistories(count:limit:)`` where outcomes to the power T exceed the limit.
  public func expectation(after updates: Int) throws -> TreeExpectation {
    guard updates >= 0 else {
      throw SimulationError.outOfRange(
        name: "the number of updates", value: Double(updates), legal: "0 or more")
    }
    var histories: Int? = 1
    for _ in 0..<updates {
      let (product, overflow) = (histories ?? 0).multipliedReportingOverflow(
        by: enumeration.outcomeCount ?? 0)
      histories = histories == nil || overflow ? nil : product
    }
    guard let histories, histories <= Self.limit else {
      throw SimulationError.tooManyHistories(count: histories, limit: Self.limit)
    }
    var sums = [Double](repeating: 0, count: update.layout.logits.count + 1)
    var state = TreeState(update)
    follow(&state, updates: updates, probability: 1, into: &sums)
    return TreeExpectation(
      successRate: sums[sums.count - 1],
      probabilities: update.layout.slotOfNode.map { $0 < 0 ? 1 : sums[$0] })
  }

  /// Adds up what comes of a state: the probabilities of slots, then ρ.
  private func follow(_ state: inout TreeState, updates: Int, probability: Double, into sums: inout [Double])
  {
    guard updates > 0 else {
      for slot in state.probabilities.indices { sums[slot] += probability * state.probabilities[slot] }
      sums[sums.count - 1] += probability * state.successRate()
      return
    }
    enumeration.forEachOutcome(of: &state) { share, outcome in
      var next = outcome
      next.move()
      follow(&next, updates: updates - 1, probability: probability * share, into: &sums)
    }
  }
}
