import RandomStreams

extension TreeState {
  /// Samples the rollouts of an update and makes its step.
  ///
  /// - Parameters:
  ///   - field: the random numbers of this chain.
  ///   - row: which update it is.
  @inline(__always)
  mutating func advance(_ field: RandomField, row: UInt32) {
    let advantages = update.advantages
    let others =
      advantages.otherSuccesses.count == 1
      ? 0 : advantages.otherSuccesses(at: firstUniform(of: field.block(row: row, column: 0)))
    // Steps along the path, the outcome of its leaf, and a score for every token: two numbers a block.
    let blocksPerRollout = UInt32(places.count)
    for rollout in 0..<advantages.rolloutCount {
      var draws = FieldDraws(
        field: field, row: row, column: 1 &+ UInt32(truncatingIfNeeded: rollout) &* blocksPerRollout)
      let leaf = walk(&draws)
      let succeeds = draws.next() < update.layout.rates[leaf]
      if filtersAtRandom {
        for place in randomScores.indices { randomScores[place] = draws.next() }
      }
      record(leaf: leaf, succeeds: succeeds)
    }
    computeSteps(successes: successCount + others)
    move()
  }

  /// The leaf at the end of a path.
  @inline(__always)
  private func walk(_ draws: inout FieldDraws) -> Int {
    var block = 0
    while true {
      let slot = token(of: block, at: draws.next())
      block = update.layout.nextBlock[slot]
      if block < 0 { return slot }
    }
  }

  /// The token at a uniform number, by inversion of the running sum.
  @inline(__always)
  private func token(of block: Int, at uniform: Double) -> Int {
    let slots = update.layout.slots(of: block)
    var (remaining, chosen) = (uniform, slots.lowerBound)
    for slot in slots where probabilities[slot] > 0 {
      chosen = slot
      remaining -= probabilities[slot]
      if remaining < 0 { break }
    }
    return chosen
  }
}

/// Uniform numbers from the cells of a row, one after another.
private struct FieldDraws {
  let field: RandomField
  let row: UInt32
  var column: UInt32
  private var pending: Double?

  init(field: RandomField, row: UInt32, column: UInt32) {
    self.field = field
    self.row = row
    self.column = column
  }

  @inline(__always)
  mutating func next() -> Double {
    if let uniform = pending {
      pending = nil
      return uniform
    }
    let block = field.block(row: row, column: column)
    column &+= 1
    pending = uniform(block.2, block.3)
    return firstUniform(of: block)
  }
}

@inline(__always)
private func firstUniform(of block: Philox.Block) -> Double { uniform(block.0, block.1) }

@inline(__always)
private func uniform(_ lower: UInt32, _ upper: UInt32) -> Double {
  Double((UInt64(lower) | UInt64(upper) << 32) >> 11) * 0x1p-53
}
