import Foundation

/// Between which 16-bit numbers the distribution of a group's success count lies, for all logits of a cell.
///
/// Cells are 1/256 wide and cover logits from −8 to 8; the outer two reach to infinity. With u the upper 16 bits of a
/// prompt's uniform number, U ≥ P(K ≤ j) certainly where u > reached_j, and certainly not where u < missed_j. Where one of
/// the two holds for every j, which is so but for less than one draw in a hundred at n = 8, the count is known without
/// summing a distribution. Numbers are stored with 32768 subtracted.
struct GroupCountTable: Sendable {
  /// The largest group with a table: beyond, its cells would leave the cache.
  static let largestGroup = 64
  /// The number of cells.
  static let cellCount = 4096
  /// Cells a unit of logit.
  static let cellsPerUnit = 256.0

  /// The vectors of one cell after another: ⌈n/8⌉ of `reached`, then as many of `missed`.
  let bounds: [SIMD8<Int16>]
  /// ⌈n/8⌉.
  let vectorCount: Int

  /// The table for an inversion's number of trials.
  init(_ inversion: BinomialInversion) {
    let vectors = (inversion.trials + 7) / 8
    func edge(_ cell: Int) -> Double {
      switch cell {
      case 0: -.infinity
      case Self.cellCount: .infinity
      default: (Double(cell - Self.cellCount / 2) - 0.5) / Self.cellsPerUnit
      }
    }
    var bounds: [SIMD8<Int16>] = []
    bounds.reserveCapacity(2 * vectors * Self.cellCount)
    var upper = inversion.distribution(logit: edge(0))
    for cell in 0..<Self.cellCount {
      let lower = inversion.distribution(logit: edge(cell + 1))
      // Room for the rounding of a distribution, which stays below 1e-13 of 1 in groups that have a table.
      bounds += Self.vectors(upper.map { ($0 * 65536 + 1e-6).rounded(.up) - 1 }, count: vectors)
      bounds += Self.vectors(lower.map { ($0 * 65536 - 1e-6).rounded(.down) }, count: vectors)
      upper = lower
    }
    self.bounds = bounds
    vectorCount = vectors
  }

  /// The cells of logits, in the lower 32 bits of every lane.
  @inline(__always)
  static func cells(of logits: SIMD4<Double>) -> SIMD4<UInt64> {
    // The last bit of a number near 1.5 · 2⁴⁴ is worth 1/256: adding that rounds to a cell and leaves it in the lowest bits.
    let offset = SIMD4<Double>(repeating: 0x1.8p44 + 8)
    let least = SIMD4<Double>(repeating: 0x1.8p44)
    let greatest = SIMD4<Double>(repeating: 0x1.8p44 + 16 - 0x1p-8)
    let shifted = logits + offset
    let raised = shifted.replacing(with: least, where: shifted .< least)
    return unsafeBitCast(greatest.replacing(with: raised, where: raised .< greatest), to: SIMD4<UInt64>.self)
  }

  /// The count at a logit and the upper 16 bits of a uniform number; nil where these do not decide it.
  func count(logit: Double, leading: UInt16) -> UInt16? {
    let cell = Int(UInt32(truncatingIfNeeded: Self.cells(of: SIMD4(repeating: logit))[0]))
    let word = SIMD8<Int16>(repeating: Int16(bitPattern: leading ^ 0x8000))
    let start = 2 * vectorCount * cell
    var count = SIMD8<Int16>()
    for vector in start..<start + vectorCount {
      let reached = word .> bounds[vector]
      guard all(reached .| (bounds[vector + vectorCount] .> word)) else { return nil }
      count.replace(with: count &+ 1, where: reached)
    }
    return UInt16(bitPattern: count.wrappedSum())
  }

  /// Numbers in vectors, the last filled up with what u never exceeds.
  private static func vectors(_ numbers: [Double], count: Int) -> [SIMD8<Int16>] {
    (0..<count).map { vector in
      var lanes = SIMD8<Int16>(repeating: .max)
      for lane in 0..<8 where 8 * vector + lane < numbers.count {
        lanes[lane] = Int16(max(0, min(65535, numbers[8 * vector + lane])) - 32768)
      }
      return lanes
    }
  }
}
