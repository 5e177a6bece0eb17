import Algorithms
import Foundation

/// How one update moves the log-odds z of a root with two tokens that end the response: exact, for any algorithm.
struct TwoTokenLaw: Sendable {
  /// A change of z with its probability.
  typealias Move = (change: Double, probability: Double)

  /// The log-odds of the first token before the first update.
  let start: Double
  /// The success rates after the first and the second token.
  let rates: (first: Double, second: Double)
  private let initial: TreeState
  private let enumeration: UpdateEnumeration

  /// The law of an update.
  ///
  /// - Throws: ``SimulationError/needsTwoTokens(nodeCount:)`` for another tree; otherwise as ``UpdateEnumeration``.
  init(of update: TreeUpdate) throws {
    let nodes = update.tree.nodes
    guard nodes.count == 3, nodes[0].children.count == 2, nodes[1].probability > 0, nodes[2].probability > 0
    else {
      throw SimulationError.needsTwoTokens(nodeCount: nodes.count)
    }
    enumeration = try UpdateEnumeration(of: update)
    initial = TreeState(update)
    start = log(nodes[1].probability) - log(nodes[2].probability)
    rates = (update.layout.rates[0], update.layout.rates[1])
  }

  /// The moves at some log-odds, with equal ones put together.
  func moves(at logOdds: Double) -> [Move] {
    var state = initial
    state.setLogOdds(logOdds)
    var moves: [Move] = []
    enumeration.forEachOutcome(of: &state) { probability, outcome in
      moves.append((outcome.steps[0] - outcome.steps[1], probability))
    }
    moves.sort { $0.change < $1.change }
    var merged: [Move] = []
    for move in moves {
      if let last = merged.last, last.change == move.change {
        merged[merged.count - 1].probability += move.probability
      } else {
        merged.append(move)
      }
    }
    return merged
  }

  /// The log-odds at which the law jumps, because a token begins to train or ceases to: those of τ and 1 − τ.
  var jumps: [Double] {
    guard case .probabilityThreshold(let threshold) = initial.update.algorithm.tokenFilter, threshold > 0,
      threshold < 1
    else { return [] }
    let logOdds = log(threshold) - log1p(-threshold)
    return Set([logOdds, -logOdds]).sorted()
  }

  /// ρ at a probability of the first token.
  func successRate(at probability: Double) -> Double {
    probability * rates.first + (1 - probability) * rates.second
  }
}
