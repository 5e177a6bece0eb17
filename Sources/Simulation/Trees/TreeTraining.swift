import Dispatch
import RandomStreams
import Synchronization

/// Monte Carlo of training on a sequence tree: many independent chains of the same update.
///
/// The numbers of an update are addressed by (path, chain, update, rollout): results are the same bits whatever the number of
/// threads, a chain does not depend on how many others there are, and algorithms, schemes and rules that are compared at one
/// path see the same numbers.
public struct TreeTraining: Sendable {
  private let update: TreeUpdate

  /// Training by repeating an update.
  public init(_ update: TreeUpdate) { self.update = update }

  /// Runs the chains and measures them.
  ///
  /// - Parameters:
  ///   - recordedUpdates: after how many updates the chains are measured, each at least 0; the last one ends the run.
  ///   - chains: how many chains, at least 1.
  ///   - watchedNodes: the nodes of the tree whose probability is measured.
  ///   - path: the address of all random numbers of this run.
  ///   - jobs: how many threads share the work; results do not depend on it.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``.
  public func run(
    recordedUpdates: [Int], chains: Int, watchedNodes: [Int] = [], path: StreamPath, jobs: Int = 1
  ) throws -> TreeChains {
    let recorded = Set(recordedUpdates).sorted()
    guard !recorded.isEmpty else {
      throw SimulationError.outOfRange(
        name: "the number of recorded updates", value: 0, legal: "1 or more")
    }
    for count in recorded { try check(count, name: "the number of updates", atLeast: 0) }
    try check(chains, name: "the number of chains", atLeast: 1)
    let slots = try watchedNodes.map { try update.slot(of: $0) }
    let start = TreeState(update)
    let measured = inParallel(chains, jobs: jobs) { chain in
      Self.measure(start, after: recorded, slots: slots, field: RandomField(at: path[chain]))
    }
    let width = 1 + slots.count
    func sample(_ record: Int, _ quantity: Int) -> ChainSample {
      ChainSample(measured.map { $0[record * width + quantity] })
    }
    return TreeChains(
      updates: recorded, successRates: recorded.indices.map { sample($0, 0) },
      probabilities: slots.indices.map { slot in recorded.indices.map { sample($0, 1 + slot) } })
  }

  /// Runs every chain until the probability of a node is at most a lower or at least an upper bound.
  ///
  /// A chain that starts beyond a bound has reached it.
  ///
  /// - Parameters:
  ///   - node: the node of the tree that is watched.
  ///   - lower: the lower bound.
  ///   - upper: the upper bound, above the lower one.
  ///   - updates: after how many updates a chain is given up, at least 1.
  ///   - chains: how many chains, at least 1.
  ///   - path: the address of all random numbers of this run.
  ///   - jobs: how many threads share the work; results do not depend on it.
  /// - Throws: ``SimulationError/outOfRange(name:value:legal:)``.
  public func passages(
    of node: Int, below lower: Double, above upper: Double, within updates: Int, chains: Int,
    path: StreamPath, jobs: Int = 1
  ) throws -> Passages {
    try check(updates, name: "the number of updates", atLeast: 1)
    try check(chains, name: "the number of chains", atLeast: 1)
    guard lower < upper else {
      throw SimulationError.outOfRange(
        name: "the upper bound", value: upper, legal: "above the lower bound, \(lower)")
    }
    let slot = try update.slot(of: node)
    let start = TreeState(update)
    let ends = inParallel(chains, jobs: jobs) { chain -> Int in
      let field = RandomField(at: path[chain])
      var state = start
      for step in 0...updates {
        if state.probabilities[slot] <= lower { return -1 }
        if state.probabilities[slot] >= upper { return 1 }
        if step < updates { state.advance(field, row: UInt32(step)) }
      }
      return 0
    }
    let (fallen, risen) = (ends.count { $0 < 0 }, ends.count { $0 > 0 })
    return Passages(lower: fallen, upper: risen, neither: chains - fallen - risen)
  }

  /// ρ and the probabilities of slots at every record, one after another.
  private static func measure(
    _ start: TreeState, after recorded: [Int], slots: [Int], field: RandomField
  ) -> [Double] {
    var state = start
    var measured: [Double] = []
    measured.reserveCapacity(recorded.count * (1 + slots.count))
    var done = 0
    for count in recorded {
      while done < count {
        state.advance(field, row: UInt32(truncatingIfNeeded: done))
        done += 1
      }
      measured.append(state.successRate())
      for slot in slots { measured.append(state.probabilities[slot]) }
    }
    return measured
  }

  private func check(_ value: Int, name: String, atLeast least: Int) throws {
    guard (least...Int(UInt32.max)).contains(value) else {
      throw SimulationError.outOfRange(
        name: name, value: Double(value), legal: "between \(least) and \(UInt32.max)")
    }
  }
}

/// The results of independent pieces of work in their order, whichever thread does them.
private func inParallel<Result: Sendable>(
  _ count: Int, jobs: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let jobs = min(max(1, jobs), count)
  let finished = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: jobs) { job in
    for index in stride(from: job, to: count, by: jobs) {
      let result = body(index)
      finished.withLock { $0[index] = result }
    }
  }
  return finished.withLock { $0.compactMap { $0 } }
}
