import GSLNumerics

/// Prompts of several success rates under one weight, each on its own way (see ``MeanFieldFlow``).
///
/// All prompts follow the same curve, each from its own place on it: prompts whose log-odds lie within 1 of each other at the
/// start share a solution, which begins at the lowest of them.
///
/// Under a weight that grows without bound as success becomes certain, a prompt gets there in a finite time, and no number
/// resolves the last of the way: such a prompt stays at the ``ceiling``.
struct PopulationFlow {
  private struct Neighbours {
    let solution: DifferentialSolution
    /// When the solution passes the starting place of a prompt, and which of the starts that is.
    let offsets: [(time: Double, start: Int)]
  }

  /// Where prompts stay; nil for a weight that is bounded near 1.
  let ceiling: LogOdds?
  private let neighbours: [Neighbours]
  private let startCount: Int

  /// Follows prompts from their log-odds at time 0 until a horizon.
  ///
  /// - Throws: ``TheoryError/notPositive(name:value:rate:)`` where the weight is not positive on the way; `NumericsError`
  ///   where the solver gives up.
  init(_ flow: MeanFieldFlow, starts: [LogOdds], until horizon: Double) throws {
    let windows = Dictionary(grouping: starts.indices) { starts[$0].value.rounded(.down) }
    startCount = starts.count
    let ceiling = try flow.weight.growsNearCertainty ? RateWeight.nearCertainty : nil
    self.ceiling = ceiling
    neighbours = try windows.sorted { $0.key < $1.key }.map { _, members in
      let order = members.sorted { starts[$0].value < starts[$1].value }
      let (lowest, highest) = (starts[order[0]], starts[order[order.count - 1]])
      let climb = try flow.solution(from: lowest, to: highest)
      var known: (position: Double, time: Double)?
      let offsets = try order.map { start in
        // The event lies at the highest position to the last digit, on either side.
        let position = min(starts[start].value, climb.end.state[0])
        if known?.position != position {
          known = (position, try climb.time(whenRisingComponent: 0, reaches: position))
        }
        return (time: known?.time ?? 0, start: start)
      }
      return Neighbours(
        solution: try flow.solution(from: lowest, during: climb.end.time + horizon, below: ceiling),
        offsets: offsets)
    }
  }

  /// The log-odds of all prompts at a time between 0 and the horizon, in the order of the starts.
  ///
  /// - Throws: the error of the weight.
  func logOdds(at time: Double) throws -> [LogOdds] {
    var logOdds = [LogOdds](repeating: LogOdds(0), count: startCount)
    for group in neighbours {
      let end = group.solution.end.time
      let states = try group.solution.states(at: group.offsets.map { min($0.time + time, end) })
      for (offset, state) in zip(group.offsets, states) { logOdds[offset.start] = LogOdds(state[0]) }
    }
    return logOdds
  }
}
