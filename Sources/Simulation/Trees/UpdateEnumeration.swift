/// Every outcome of one update with its probability: how many rollouts end at each leaf, and how many of these succeed.
///
/// Rollouts of a group are exchangeable, so that count vectors stand for all their orders,
///
///     P = n! Π_c p_c^{n_c} / n_c!
///
/// over the categories c of a leaf and an outcome; the successes of other prompts are independent of them.
struct UpdateEnumeration: Sendable {
  /// How many rollouts an enumerated group has at most: beyond, factorials would leave the range of a Double soon.
  static let largestGroup = 64
  /// How many outcomes an update has at most.
  static let outcomeLimit = 1_000_000

  private struct Category {
    let leaf: Int
    let succeeds: Bool
    /// p^j / j! for j = 0 … n.
    var weights: [Double]
  }

  private let advantages: RolloutAdvantages
  private let factorial: Double
  /// How many outcomes an update has at most; nil where it overflows.
  let outcomeCount: Int?

  /// The enumeration of an update.
  ///
  /// - Throws: ``SimulationError`` for a filter at random, a group above 64, or too many outcomes.
  init(of update: TreeUpdate) throws {
    if case .random = update.algorithm.tokenFilter { throw SimulationError.filterAtRandom }
    advantages = update.advantages
    let size = advantages.rolloutCount
    guard size <= Self.largestGroup else {
      throw SimulationError.outOfRange(
        name: "the group size", value: Double(size),
        legal: "between 1 and \(Self.largestGroup) where it is enumerated")
    }
    factorial = (1...size).reduce(1) { $0 * Double($1) }
    let layout = update.layout
    let categories = layout.leaves.reduce(0) { $0 + (layout.rates[$1] > 0 && layout.rates[$1] < 1 ? 2 : 1) }
    var count: Int? = advantages.otherSuccesses.count
    for index in 1..<max(1, categories) {
      let (product, overflow) = (count ?? 0).multipliedReportingOverflow(by: size + index)
      count = overflow || count == nil ? nil : product / index
    }
    outcomeCount = count
    guard let count, count <= Self.outcomeLimit else {
      throw SimulationError.tooManyHistories(count: count, limit: Self.outcomeLimit)
    }
  }

  /// Visits every outcome of positive probability, with the step it makes computed.
  ///
  /// - Parameter body: is given the probability and the state, whose rollouts it must leave as they are.
  func forEachOutcome(of state: inout TreeState, _ body: (Double, TreeState) -> Void) {
    let categories = categories(of: state)
    var counts = [Int](repeating: 0, count: categories.count)
    func place(_ category: Int, _ remaining: Int, _ weight: Double) {
      if category == categories.count - 1 {
        counts[category] = remaining
        let probability = weight * categories[category].weights[remaining]
        if probability > 0 { visit(categories, counts, probability, &state, body) }
        return
      }
      for count in 0...remaining {
        counts[category] = count
        place(category + 1, remaining - count, weight * categories[category].weights[count])
      }
    }
    place(0, advantages.rolloutCount, factorial)
  }

  private func visit(
    _ categories: [Category], _ counts: [Int], _ probability: Double, _ state: inout TreeState,
    _ body: (Double, TreeState) -> Void
  ) {
    for (category, count) in zip(categories, counts) where count > 0 {
      state.record(leaf: category.leaf, succeeds: category.succeeds, count: count)
    }
    for (others, share) in advantages.otherSuccesses.enumerated() where share > 0 {
      state.computeSteps(successes: state.successCount + others)
      body(probability * share, state)
    }
    state.forget()
  }

  private func categories(of state: TreeState) -> [Category] {
    let size = advantages.rolloutCount
    var categories: [Category] = []
    for leaf in state.update.layout.leaves {
      let (visit, rate) = (state.visit(of: leaf), state.update.layout.rates[leaf])
      for (probability, succeeds) in [(visit * rate, true), (visit * (1 - rate), false)] where probability > 0
      {
        var weights = [1.0]
        for count in 1...size { weights.append(weights[count - 1] * probability / Double(count)) }
        categories.append(Category(leaf: leaf, succeeds: succeeds, weights: weights))
      }
    }
    return categories
  }
}
