import Foundation

/// The exact chain of the log-odds of two tokens under normalised or sign-like updates, which move it by ±s or not at all.
///
/// z lives on the lattice z₀ + j s, where s is η for one sigmoid logit; with a logit for every token it is 2η for sign
/// updates and √2 η for normalised ones. The probabilities of moving up and down at every site are sums over all outcomes
/// of an update, so that every number here is exact to rounding. Source: result 4.13.
public struct LatticeChain: Sendable {
  /// The probabilities that an update moves z up and down.
  public struct StepProbabilities: Hashable, Sendable {
    /// P(z → z + s).
    public let up: Double
    /// P(z → z − s).
    public let down: Double
  }

  /// s, the distance of neighbouring sites.
  public let spacing: Double
  private let law: TwoTokenLaw

  /// The chain of an update.
  ///
  /// - Throws: ``SimulationError/needsTwoTokens(nodeCount:)`` for a tree that is no root with two leaves;
  ///   ``SimulationError/otherUpdateRule(given:needed:instead:)`` for plain updates; otherwise what
  ///   ``HistoryEnumeration/init(_:)`` throws.
  public init(_ update: TreeUpdate) throws {
    switch (update.rule, update.logits) {
    case (.plain, _):
      throw SimulationError.otherUpdateRule(
        given: update.rule, needed: "normalised or sign", instead: "LogOddsChain")
    case (_, .oneFewer): spacing = update.stepSize
    case (.sign, .onePerToken): spacing = 2 * update.stepSize
    case (.normalised, .onePerToken): spacing = 2.0.squareRoot() * update.stepSize
    }
    law = try TwoTokenLaw(of: update)
  }

  /// The probabilities of the two steps at some log-odds of the first token.
  public func stepProbabilities(at logOdds: Double) -> StepProbabilities {
    var (up, down) = (0.0, 0.0)
    for move in law.moves(at: logOdds) {
      if move.change > 0 { up += move.probability }
      if move.change < 0 { down += move.probability }
    }
    return StepProbabilities(up: up, down: down)
  }

  /// The law of the first token's probability after a number of updates: sites in rising order with their probabilities,
  /// including those of probability 0 in between.
  ///
  /// Time and memory grow with the square and the first power of the number of updates.
  ///
  /// - Parameter updates: T in 0 … 100,000.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``.
  public func distribution(after updates: Int) throws -> [(tokenProbability: Double, mass: Double)] {
    guard (0...100_000).contains(updates) else {
      throw SimulationError.outOfRange(
        name: "the number of updates", value: Double(updates), legal: "between 0 and 100000 on a lattice")
    }
    let steps = (-updates...updates).map { stepProbabilities(at: logOdds(of: $0)) }
    var masses = [Double](repeating: 0, count: 2 * updates + 1)
    var next = masses
    masses[updates] = 1
    for step in 0..<updates {
      for index in updates - step - 1...updates + step + 1 { next[index] = 0 }
      for index in updates - step...updates + step where masses[index] > 0 {
        let (mass, probabilities) = (masses[index], steps[index])
        next[index + 1] += mass * probabilities.up
        next[index - 1] += mass * probabilities.down
        next[index] += mass * max(0, 1 - probabilities.up - probabilities.down)
      }
      swap(&masses, &next)
    }
    return masses.enumerated().map {
      (successRates(ofLogit: logOdds(of: $0.offset - updates)).success, $0.element)
    }
  }

  /// E q after a number of updates, for the probability q of the first token.
  ///
  /// - Throws: as ``distribution(after:)``.
  public func meanProbability(after updates: Int) throws -> Double {
    try distribution(after: updates).reduce(0) { $0 + $1.mass * $1.tokenProbability }
  }

  /// E ρ after a number of updates.
  ///
  /// - Throws: as ``distribution(after:)``.
  public func meanSuccessRate(after updates: Int) throws -> Double {
    law.successRate(at: try meanProbability(after: updates))
  }

  /// The mean of q over all updates in the long run; nil where z drifts off for ever, or stops.
  ///
  /// The stationary law of a chain that moves to neighbours has w_{j+1} P(down at j + 1) = w_j P(up at j). Where every update
  /// moves z, even and odd updates have laws of their own, and this is the mean of both.
  public var longRunMeanProbability: Double? {
    guard let above = tail(direction: 1), let below = tail(direction: -1) else { return nil }
    let start = successRates(ofLogit: law.start).success
    return (start + above.moment + below.moment) / (1 + above.weight + below.weight)
  }

  /// The mean of ρ over all updates in the long run; nil where z drifts off for ever, or stops.
  public var longRunMeanSuccessRate: Double? { longRunMeanProbability.map { law.successRate(at: $0) } }

  /// The probability that q falls to a lower bound before it rises to an upper one, however long that takes.
  ///
  /// 1 and 0 where it starts beyond one of them. A chain that stops between them reaches neither.
  ///
  /// - Parameters:
  ///   - lower: the lower bound, above 0.
  ///   - upper: the upper bound, above the lower and below 1.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``.
  public func hittingProbability(of lower: Double, before upper: Double) throws -> Double {
    try checkBounds(lower, upper)
    let (low, high) = (log(lower) - log1p(-lower), log(upper) - log1p(-upper))
    if law.start <= low { return 1 }
    if law.start >= high { return 0 }
    guard (high - low) / spacing <= 1e7 else {
      throw SimulationError.outOfRange(
        name: "the step size", value: spacing, legal: "at least \((high - low) / 1e7) between these bounds")
    }
    // A site is beyond a bound also where rounding leaves it an ulp or so before.
    let slack = 1e-9
    let first = Int(((low - law.start) / spacing + slack).rounded(.down))
    let last = Int(((high - law.start) / spacing - slack).rounded(.up))
    if first >= 0 { return 1 }
    // h_j = a_j + b_j h_{j+1} from below; c_j = 1 − b_j is kept beside it, which would cancel.
    var (constant, slope, complement) = (1.0, 0.0, 1.0)
    var atStart: [(constant: Double, slope: Double)] = []
    for site in (first + 1)..<last {
      let steps = stepProbabilities(at: logOdds(of: site))
      let leaving = steps.up + steps.down * complement
      constant = leaving > 0 ? steps.down * constant / leaving : 0
      slope = leaving > 0 ? steps.up / leaving : 0
      complement = leaving > 0 ? steps.down * complement / leaving : 1
      if site >= 0 { atStart.append((constant, slope)) }
    }
    return atStart.reversed().reduce(0) { $1.constant + $1.slope * $0 }
  }

  /// Σ w and Σ w q over the sites on one side of the start, relative to the weight of the start; nil where they do not
  /// converge.
  private func tail(direction: Int) -> (weight: Double, moment: Double)? {
    var (weight, moment, current, site) = (0.0, 0.0, 1.0, 0)
    var here = stepProbabilities(at: law.start)
    while true {
      let outward = direction > 0 ? here.up : here.down
      site += direction
      let there = logOdds(of: site)
      guard abs(there) <= 700 else { return nil }
      here = stepProbabilities(at: there)
      let inward = direction > 0 ? here.down : here.up
      if outward == 0 { return (weight, moment) }
      guard inward > 0 else { return nil }
      current *= outward / inward
      guard current.isFinite else { return nil }
      weight += current
      moment += current * successRates(ofLogit: there).success
      if current < 1e-20 * (1 + weight) && outward < inward { return (weight, moment) }
    }
  }

  private func logOdds(of site: Int) -> Double { law.start + Double(site) * spacing }
}

/// Refuses bounds on a probability that are not in order inside (0, 1).
func checkBounds(_ lower: Double, _ upper: Double) throws {
  guard lower > 0 && lower < 1 else {
    throw SimulationError.outOfRange(
      name: "the lower bound", value: lower, legal: "between 0 and 1, both excluded")
  }
  guard upper > lower && upper < 1 else {
    throw SimulationError.outOfRange(
      name: "the upper bound", value: upper, legal: "above the lower bound, \(lower), and below 1")
  }
}
