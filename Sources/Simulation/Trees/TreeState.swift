import Algorithms
import Foundation

/// The logits of a tree in the course of its updates, with the counts of the rollouts of one update.
///
/// Rollouts are recorded one by one or in bulk; then ``computeSteps(successes:)`` makes the step of them, and ``move()`` takes
/// it. Nothing is allocated in between.
struct TreeState: Sendable {
  let update: TreeUpdate
  var logits: [Double]
  var probabilities: [Double]
  /// How many rollouts of this prompt have succeeded in the update.
  var successCount = 0
  /// The steps of all logits; those of prefixes that the update does not touch are 0.
  var steps: [Double]
  /// What a filter at random compares tokens by, by their place in a response.
  var randomScores: [Double]

  /// By slot, how many successes of the update pass.
  var successes: [Int]
  /// By slot, how many failures of the update pass that train there.
  var failures: [Int]
  /// The blocks with tokens that train in the update.
  var touched: [Int] = []
  /// By block, whether it is one of them.
  var isTouched: [Bool]
  private var values: [Double]

  private let filters: Bool
  let filtersAtRandom: Bool
  private var choice: TokenChoice
  /// The places of the tokens of a response, by its length.
  let places: [[Int]]
  private var scores: [Double]
  private var kept: [Bool]

  /// The state before the first update.
  init(_ update: TreeUpdate) {
    let layout = update.layout
    let depth = layout.depth
    self.update = update
    logits = layout.logits
    probabilities = Array(repeating: 0, count: layout.logits.count)
    steps = probabilities
    successes = Array(repeating: 0, count: layout.logits.count)
    failures = successes
    isTouched = Array(repeating: false, count: layout.blockCount)
    touched.reserveCapacity(layout.blockCount)
    values = Array(repeating: 0, count: layout.blockCount)
    let filter = update.algorithm.tokenFilter
    filters = filter != .none
    if case .random = filter { filtersAtRandom = true } else { filtersAtRandom = false }
    choice = TokenChoice(filter)
    places = (0...depth).map { Array(0..<$0) }
    scores = Array(repeating: 0, count: depth)
    randomScores = scores
    kept = Array(repeating: false, count: depth)
    for block in 0..<layout.blockCount { refresh(block) }
  }

  /// Makes the log-odds of the first token of a tree of two what they are given as.
  mutating func setLogOdds(_ logOdds: Double) {
    logits[0] = logOdds
    logits[1] = 0
    refresh(0)
  }

  /// ρ.
  mutating func successRate() -> Double {
    for block in values.indices.reversed() {
      var value = 0.0
      for slot in update.layout.slots(of: block) {
        let next = update.layout.nextBlock[slot]
        value += probabilities[slot] * (next < 0 ? update.layout.rates[slot] : values[next])
      }
      values[block] = value
    }
    return values[0]
  }

  /// The probability that a rollout ends at a leaf.
  func visit(of leaf: Int) -> Double {
    var visit = 1.0
    for place in update.layout.path(to: leaf) { visit *= probabilities[update.layout.pathSlots[place]] }
    return visit
  }
}

// MARK: - Rollouts

extension TreeState {
  /// Counts rollouts that end at a leaf.
  @inline(__always)
  mutating func record(leaf: Int, succeeds: Bool, count: Int = 1) {
    let path = update.layout.path(to: leaf)
    if succeeds {
      successCount += count
      for place in path { addSuccesses(count, slot: update.layout.pathSlots[place]) }
    } else if filters {
      chooseTokens(path)
      for place in path where kept[place - path.lowerBound] {
        addFailures(count, slot: update.layout.pathSlots[place])
      }
    } else {
      for place in path { addFailures(count, slot: update.layout.pathSlots[place]) }
    }
  }

  @inline(__always)
  private mutating func addSuccesses(_ count: Int, slot: Int) {
    successes[slot] += count
    touch(update.layout.blockOfSlot[slot])
  }

  @inline(__always)
  private mutating func addFailures(_ count: Int, slot: Int) {
    failures[slot] += count
    touch(update.layout.blockOfSlot[slot])
  }

  @inline(__always)
  private mutating func touch(_ block: Int) {
    guard !isTouched[block] else { return }
    isTouched[block] = true
    touched.append(block)
  }

  /// Marks the tokens of a failed response that train.
  private mutating func chooseTokens(_ path: Range<Int>) {
    let filter = update.algorithm.tokenFilter
    for place in 0..<path.count {
      let slot = update.layout.pathSlots[path.lowerBound + place]
      kept[place] = false
      scores[place] =
        filtersAtRandom
        ? randomScores[place]
        : filter.score(
          logProbability: log(probabilities[slot]), probability: probabilities[slot],
          entropy: entropy(of: update.layout.blockOfSlot[slot]))
    }
    choice.mark(places[path.count], scores: scores, in: &kept)
  }

  private func entropy(of block: Int) -> Double {
    var entropy = 0.0
    for slot in update.layout.slots(of: block) where probabilities[slot] > 0 {
      entropy -= probabilities[slot] * log(probabilities[slot])
    }
    return entropy
  }
}
