import RandomStreams

/// Draws the success counts of groups, k ~ Bin(n, σ(z)), for many prompts at a time.
///
/// The count of a prompt in a step is a function of its logit and of 64 random bits at (step, prompt): 16 from one field,
/// of which a block serves eight neighbours, and 48 from another that is asked only where the table leaves a doubt. So it
/// does not matter which prompts are drawn together, in which order, or by how many threads; and algorithms that are
/// compared at one path see the same numbers.
package struct GroupCountSampler: Sendable {
  /// How many prompts are drawn together: those of four blocks of the field.
  package static let laneCount = 32

  private let inversion: BinomialInversion
  private let table: GroupCountTable?
  private let leading: RandomField
  private let trailing: RandomField

  /// A sampler of groups of n at an address.
  ///
  /// - Parameter usesTable: whether counts are looked up where that is possible; they are the same either way.
  package init(groupSize: Int, path: StreamPath, usesTable: Bool = true) {
    inversion = BinomialInversion(trials: groupSize)
    table = usesTable && groupSize <= GroupCountTable.largestGroup ? GroupCountTable(inversion) : nil
    leading = RandomField(at: path["groups"])
    trailing = RandomField(at: path["groups"]["trailing bits"])
  }

  /// The counts of neighbouring prompts in one step.
  ///
  /// - Parameters:
  ///   - logits: z of the prompts.
  ///   - firstPrompt: which prompt comes first; a multiple of ``laneCount``.
  ///   - step: which update it is.
  ///   - counts: where the counts go, one a prompt.
  package func draw(logits: [Double], firstPrompt: Int, step: Int, into counts: inout [UInt16]) {
    precondition(firstPrompt.isMultiple(of: Self.laneCount) && counts.count == logits.count)
    let row = UInt32(truncatingIfNeeded: step)
    let tabulated = table == nil ? 0 : logits.count & ~(Self.laneCount - 1)
    logits.withUnsafeBytes { logits in
      counts.withUnsafeMutableBytes { counts in
        table?.bounds.withUnsafeBytes { bounds in
          for start in stride(from: 0, to: tabulated, by: Self.laneCount) {
            let prompts = Prompts(logits: logits, counts: counts, bounds: bounds, start: start)
            let column = UInt32(truncatingIfNeeded: (firstPrompt + start) >> 3)
            let words = leading.blocks(row: row, firstColumn: column)
            let doubtful = table?.vectorCount == 1 ? prompts.lookUp(words) : .max
            if doubtful != 0 { settle(prompts, doubtful, words, firstPrompt: firstPrompt, row: row) }
          }
        }
      }
    }
    for index in tabulated..<logits.count {
      counts[index] = count(
        logit: logits[index], uniform: uniform(prompt: firstPrompt + index, row: row))
    }
  }

  /// Moves every logit by what belongs to its count.
  static func move(_ logits: inout [Double], by moves: [Double], counts: [UInt16]) {
    precondition(counts.count == logits.count, "every logit has a count")
    logits.withUnsafeMutableBufferPointer { logits in
      moves.withUnsafeBufferPointer { moves in
        counts.withUnsafeBufferPointer { counts in
          for index in logits.indices { logits[index] += moves[Int(counts[index])] }
        }
      }
    }
  }

  /// Prompts whose counts are looked up together, in memory.
  fileprivate struct Prompts {
    let logits: UnsafeRawBufferPointer
    let counts: UnsafeMutableRawBufferPointer
    let bounds: UnsafeRawBufferPointer
    /// The first of the prompts.
    let start: Int
  }

  /// Draws the prompts that the fast way leaves open: all those of the quadruples whose bit is set.
  @inline(never)
  private func settle(
    _ prompts: Prompts, _ quadruples: UInt32, _ words: (lower: SIMD4<UInt64>, upper: SIMD4<UInt64>),
    firstPrompt: Int, row: UInt32
  ) {
    guard let table else { return }
    for lane in 0..<Self.laneCount where quadruples >> UInt32(lane & ~3) & 1 == 1 {
      let prompt = prompts.start + lane
      let logit = prompts.logits.load(fromByteOffset: 8 * prompt, as: Double.self)
      let block = (lane & 4 == 0 ? words.lower : words.upper)[lane >> 3]
      let leading = UInt16(truncatingIfNeeded: block >> UInt64(16 * (lane & 3)))
      let known = table.count(logit: logit, leading: leading)
      let count =
        known
        ?? count(logit: logit, uniform: uniform(prompt: firstPrompt + prompt, row: row, leading: leading))
      prompts.counts.storeBytes(of: count, toByteOffset: 2 * prompt, as: UInt16.self)
    }
  }

  /// The count of a prompt by inversion of the exact distribution.
  private func count(logit: Double, uniform: UInt64) -> UInt16 {
    UInt16(truncatingIfNeeded: inversion.count(logit: logit, uniform: uniform))
  }

  /// The 64 bits at a step and prompt.
  private func uniform(prompt: Int, row: UInt32) -> UInt64 {
    let block = leading.block(row: row, column: UInt32(truncatingIfNeeded: prompt >> 3))
    let pair = prompt & 4 == 0 ? (block.0, block.1) : (block.2, block.3)
    let word = prompt & 2 == 0 ? pair.0 : pair.1
    return uniform(
      prompt: prompt, row: row,
      leading: UInt16(truncatingIfNeeded: prompt & 1 == 0 ? word : word >> 16))
  }

  /// The 64 bits at a step and prompt whose leading 16 are at hand.
  private func uniform(prompt: Int, row: UInt32, leading: UInt16) -> UInt64 {
    let block = trailing.block(row: row, column: UInt32(truncatingIfNeeded: prompt))
    return UInt64(leading) << 48 | (UInt64(block.0) | UInt64(block.1) << 32) >> 16
  }
}

extension GroupCountSampler.Prompts {
  /// Looks up the counts for groups of at most eight.
  ///
  /// - Parameter words: the leading bits, of which 16 belong to a prompt.
  /// - Returns: a bit for the first prompt of each four among which one is in doubt.
  @inline(__always)
  fileprivate func lookUp(_ words: (lower: SIMD4<UInt64>, upper: SIMD4<UInt64>)) -> UInt32 {
    let sign = SIMD4<UInt64>(repeating: 0x8000_8000_8000_8000)
    let lower = unsafeBitCast(words.lower ^ sign, to: SIMD16<Int16>.self)
    let upper = unsafeBitCast(words.upper ^ sign, to: SIMD16<Int16>.self)
    var doubtful: UInt32 = 0
    doubtful |= lookUpFour(0, lower.lowHalf, 0)
    doubtful |= lookUpFour(4, upper.lowHalf, 0)
    doubtful |= lookUpFour(8, lower.lowHalf, 4)
    doubtful |= lookUpFour(12, upper.lowHalf, 4)
    doubtful |= lookUpFour(16, lower.highHalf, 0)
    doubtful |= lookUpFour(20, upper.highHalf, 0)
    doubtful |= lookUpFour(24, lower.highHalf, 4)
    doubtful |= lookUpFour(28, upper.highHalf, 4)
    return doubtful
  }

  @inline(__always)
  private func lookUpFour(_ lane: Int, _ words: SIMD8<Int16>, _ firstWord: Int) -> UInt32 {
    let prompt = start + lane
    let cells = GroupCountTable.cells(
      of: logits.loadUnaligned(fromByteOffset: 8 * prompt, as: SIMD4<Double>.self))
    // One decimal place, so to say, for every prompt: sixteen fit the sums of eight bits.
    var digits = SIMD8<Int16>()
    var decided = SIMD8<Int16>(repeating: -1)
    for index in 0..<4 {
      let word = SIMD8<Int16>(repeating: words[firstWord + index])
      let entry = Int(UInt32(truncatingIfNeeded: cells[index])) &<< 5
      let reached = bits(word .> bounds.loadUnaligned(fromByteOffset: entry, as: SIMD8<Int16>.self))
      let missed = bits(bounds.loadUnaligned(fromByteOffset: entry &+ 16, as: SIMD8<Int16>.self) .> word)
      digits |= reached & SIMD8(repeating: Int16(truncatingIfNeeded: 1 << (4 * index)))
      decided &= reached | missed
    }
    let halves = unsafeBitCast(digits, to: SIMD2<UInt64>.self)
    var counts = ((halves[0] &+ halves[1]) &* 0x0001_0001_0001_0001) &>> 48
    counts = (counts | counts &<< 24) & 0x0000_00FF_0000_00FF
    counts = (counts | counts &<< 12) & 0x000F_000F_000F_000F
    self.counts.storeBytes(of: counts, toByteOffset: 2 * prompt, as: UInt64.self)
    let certain = unsafeBitCast(decided, to: SIMD2<UInt64>.self)
    return certain[0] & certain[1] == .max ? 0 : 1 << UInt32(truncatingIfNeeded: lane)
  }

  @inline(__always)
  private func bits(_ mask: SIMDMask<SIMD8<Int16>>) -> SIMD8<Int16> {
    unsafeBitCast(mask, to: SIMD8<Int16>.self)
  }
}
