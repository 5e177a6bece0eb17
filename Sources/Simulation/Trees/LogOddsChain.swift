import Foundation

/// The chain of the log-odds of two tokens under plain updates, by backward recursion on a grid.
///
/// u_{t+1}(z) = Σ_outcomes P(outcome | z) u_t(z + Δ(outcome, z)) gives E f(q_T) from u_0 = f, and with values fixed beyond two
/// bounds the probability of reaching one before the other. The outcomes of an update are enumerated exactly; between nodes
/// u is a polynomial of degree 5, except across log-odds where a threshold filter makes the law jump. Grids are halved
/// until two agree within a tolerance. Source: results 4.9 to 4.12.
public struct LogOddsChain: Sendable {
  /// The spacing of the first grid.
  private static let firstSpacing = 0.25
  /// How often it is halved at most.
  private static let halvings = 6
  /// How many nodes a grid has at most.
  private static let largestGrid = 200_000.0
  /// Between bounds, how many nodes the longest move passes on the first grid.
  private static let nodesPerMove = 8.0
  /// Where plain updates stand still: the probability of the rarer token is below 2⁻⁵².
  private static let reach = 37.0

  private let law: TwoTokenLaw

  /// The chain of an update.
  ///
  /// - Throws: ``SimulationError/needsTwoTokens(nodeCount:)`` for a tree that is no root with two leaves;
  ///   ``SimulationError/otherUpdateRule(given:needed:instead:)`` for normalised and sign updates; otherwise what
  ///   ``HistoryEnumeration/init(_:)`` throws.
  public init(_ update: TreeUpdate) throws {
    guard update.rule == .plain else {
      throw SimulationError.otherUpdateRule(given: update.rule, needed: "plain", instead: "LatticeChain")
    }
    law = try TwoTokenLaw(of: update)
  }

  /// E Δz of one update at some log-odds of the first token.
  public func meanStep(at logOdds: Double) -> Double {
    law.moves(at: logOdds).reduce(0) { $0 + $1.probability * $1.change }
  }

  /// The exact drift E q(z + Δz) − q(z) of one update at some log-odds of the first token (result 4.10).
  public func drift(at logOdds: Double) -> Double {
    let (likely, rest) = successRates(ofLogit: logOdds)
    return law.moves(at: logOdds).reduce(0) { sum, move in
      let growth = expm1(move.change)
      return sum + move.probability * likely * rest * growth / (1 + likely * growth)
    }
  }

  /// E q after a number of updates, for the probability q of the first token.
  ///
  /// - Parameters:
  ///   - updates: T ≥ 0.
  ///   - tolerance: the largest error that is accepted, > 0.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``;
  ///   ``SimulationError/toleranceNotMet(error:tolerance:nodes:)`` where the finest grid is too coarse.
  public func meanProbability(after updates: Int, tolerance: Double = 1e-8) throws -> Approximation {
    try mean(of: { $0 }, after: updates, tolerance: tolerance)
  }

  /// E ρ after a number of updates.
  ///
  /// - Throws: as ``meanProbability(after:tolerance:)``.
  public func meanSuccessRate(after updates: Int, tolerance: Double = 1e-8) throws -> Approximation {
    let law = law
    return try mean(of: { law.successRate(at: $0) }, after: updates, tolerance: tolerance)
  }

  /// E f(q) after a number of updates.
  ///
  /// - Parameters:
  ///   - quantity: f, a smooth function on [0, 1].
  ///   - updates: T ≥ 0.
  ///   - tolerance: the largest error that is accepted, > 0.
  /// - Throws: as ``meanProbability(after:tolerance:)``.
  public func mean(
    of quantity: (Double) -> Double, after updates: Int, tolerance: Double = 1e-8
  ) throws -> Approximation {
    try check(updates, atLeast: 0)
    let reach = max(Self.reach, abs(law.start) + 1)
    return try refine(tolerance, from: Self.firstSpacing) { spacing in
      let grid = PiecewiseGrid(bounds: -reach...reach, cuts: law.jumps, spacing: spacing)
      let update = TransitionOperator(law, grid: grid, outside: .constant)
      var function = grid.nodes.map { quantity(successRates(ofLogit: $0).success) }
      Self.iterate(update, &function, times: updates)
      return (update.value(of: function, at: law.start), grid.nodes.count)
    }
  }

  /// The probability that q falls to a lower bound before it rises to an upper one, within a number of updates or, where
  /// that is nil, however long it takes.
  ///
  /// 1 and 0 where it starts beyond one of them. The bounds make the function jump, so that errors shrink slowly, about with
  /// the spacing: 1e-4 is within reach, 1e-6 is not, and steps far below 1e-4 of the way between the bounds need too many
  /// nodes. Source: result 4.11, without its diffusion limit.
  ///
  /// - Parameters:
  ///   - lower: the lower bound, above 0.
  ///   - upper: the upper bound, above the lower and below 1.
  ///   - updates: T ≥ 1, or nil.
  ///   - tolerance: the largest error that is accepted, > 0.
  /// - Throws: as ``meanProbability(after:tolerance:)``.
  public func hittingProbability(
    of lower: Double, before upper: Double, within updates: Int? = nil, tolerance: Double = 1e-3
  ) throws -> Approximation {
    try checkBounds(lower, upper)
    if let updates { try check(updates, atLeast: 1) }
    let (low, high) = (log(lower) - log1p(-lower), log(upper) - log1p(-upper))
    if law.start <= low { return Approximation(value: 1, error: 0) }
    if law.start >= high { return Approximation(value: 0, error: 0) }
    // Near a bound the function has steps as wide as a move, which a coarser grid would not see at all.
    let moves = law.moves(at: law.start) + law.moves(at: low) + law.moves(at: high)
    let longest = moves.map { abs($0.change) }.max() ?? 0
    guard longest > 0 else { return Approximation(value: 0, error: 0) }
    let first = min(Self.firstSpacing, longest / Self.nodesPerMove)
    return try refine(tolerance, from: first) { spacing in
      guard (high - low) / spacing <= Self.largestGrid else { return nil }
      let grid = PiecewiseGrid(bounds: low...high, cuts: law.jumps, spacing: spacing)
      let update = TransitionOperator(law, grid: grid, outside: .fixed(below: 1, above: 0))
      var function = [Double](repeating: 0, count: grid.nodes.count)
      if let updates {
        Self.iterate(update, &function, times: updates)
      } else {
        guard let fixedPoint = update.fixedPoint() else { return nil }
        function = fixedPoint
      }
      return (update.value(of: function, at: law.start), grid.nodes.count)
    }
  }

  private static func iterate(_ update: TransitionOperator, _ function: inout [Double], times: Int) {
    var next = function
    for _ in 0..<times {
      update.apply(to: function, into: &next)
      swap(&function, &next)
    }
  }

  /// Halves the grid until the error is small enough: the last change or half of the one before, whichever is larger, as two
  /// grids can agree by chance.
  ///
  /// - Parameter compute: the value and the number of nodes at a spacing; nil where there would be too many.
  private func refine(
    _ tolerance: Double, from spacing: Double, _ compute: (Double) throws -> (value: Double, nodes: Int)?
  ) throws -> Approximation {
    guard tolerance > 0 else {
      throw SimulationError.outOfRange(name: "the tolerance", value: tolerance, legal: "above 0")
    }
    var previous: Double?
    var (error, change, nodes) = (Double.infinity, Double.infinity, 0)
    for halving in 0...Self.halvings {
      guard let finer = try compute(spacing / Double(1 << halving)) else { break }
      if let previous {
        let last = change
        change = abs(finer.value - previous)
        error = max(change, last / 2)
        if error <= tolerance { return Approximation(value: finer.value, error: error) }
      }
      previous = finer.value
      nodes = finer.nodes
    }
    throw SimulationError.toleranceNotMet(error: error, tolerance: tolerance, nodes: nodes)
  }

  private func check(_ updates: Int, atLeast least: Int) throws {
    guard (least...Int(UInt32.max)).contains(updates) else {
      throw SimulationError.outOfRange(
        name: "the number of updates", value: Double(updates), legal: "between \(least) and \(UInt32.max)")
    }
  }
}
