import Foundation
import RandomStreams
import Simulation
import Testing

@Suite("Success counts of groups")
struct GroupCountTests {
  static func logit(_ rate: Double) -> Double { log(rate) - log1p(-rate) }

  static func draws(
    _ sampler: GroupCountSampler, logits: [Double], firstPrompt: Int = 0, step: Int = 1
  ) -> [UInt16] {
    var counts = [UInt16](repeating: 0, count: logits.count)
    sampler.draw(logits: logits, firstPrompt: firstPrompt, step: step, into: &counts)
    return counts
  }

  /// The table never says anything but what inversion of the exact distribution says, from the same bits.
  @Test(arguments: [1, 2, 3, 7, 8, 9, 16, 33, 64])
  func lookingUpIsInverting(groupSize: Int) {
    let path = StreamPath(seed: 11)["same bits"]
    let fast = GroupCountSampler(groupSize: groupSize, path: path)
    let slow = GroupCountSampler(groupSize: groupSize, path: path, usesTable: false)
    // A sweep over all cells and beyond, with many logits near the edges of cells.
    let count = 4096
    for step in 1...40 {
      let logits = (0..<count).map { index in
        let place = Double(index) / Double(count - 1)
        return step.isMultiple(of: 2)
          ? -9 + 18 * place : (Double(Int(4200 * place) - 2100) - 0.5) / 256 + Double(step - 20) * 1e-16
      }
      #expect(
        Self.draws(fast, logits: logits, step: step) == Self.draws(slow, logits: logits, step: step))
    }
  }

  @Test(arguments: [-800.0, -700, -50, 50, 700, 800, 1e6])
  func farLogitsHaveOneOutcome(logit: Double) {
    for groupSize in [1, 8, 64, 4096] {
      let sampler = GroupCountSampler(groupSize: groupSize, path: StreamPath(seed: 1)["far"])
      let counts = Self.draws(sampler, logits: Array(repeating: logit, count: 40))
      #expect(counts.allSatisfy { $0 == (logit < 0 ? 0 : UInt16(groupSize)) })
    }
  }

  /// Pearson's χ² over the counts stays below a bound.
  ///
  /// Counts that are expected fewer than 8 times are put together. χ² of f degrees of freedom exceeds f + 2√(f x) + 2x
  /// with probability at most e⁻ˣ (Laurent and Massart 2000); x = 16 is a false alarm in 9 million.
  @Test(
    arguments: [1, 2, 8, 16, 64, 100, 1024],
    [1e-6, 1e-3, 0.05, 0.3, 0.5, 0.8, 0.99, 1 - 1e-6])
  func countsAreBinomial(groupSize: Int, rate: Double) {
    let prompts = groupSize <= 64 ? 32_768 : 1024
    let steps = 32
    let sampler = GroupCountSampler(groupSize: groupSize, path: StreamPath(seed: 3)["binomial"])
    let logits = Array(repeating: Self.logit(rate), count: prompts)
    var observed = [Double](repeating: 0, count: groupSize + 1)
    for step in 1...steps {
      for count in Self.draws(sampler, logits: logits, step: step) { observed[Int(count)] += 1 }
    }
    let expected = (0...groupSize).map { count -> Double in
      let (successes, failures) = (Double(count), Double(groupSize - count))
      let ways = lgamma(Double(groupSize + 1)) - lgamma(successes + 1) - lgamma(failures + 1)
      return Double(prompts * steps) * exp(ways + successes * log(rate) + failures * log1p(-rate))
    }
    var (statistic, cells) = (0.0, 0)
    var (pooledObserved, pooledExpected) = (0.0, 0.0)
    for count in 0...groupSize {
      pooledObserved += observed[count]
      pooledExpected += expected[count]
      let rest = expected[(count + 1)...].reduce(0, +)
      guard pooledExpected >= 8 && (rest >= 8 || count == groupSize) else { continue }
      statistic += (pooledObserved - pooledExpected) * (pooledObserved - pooledExpected) / pooledExpected
      cells += 1
      (pooledObserved, pooledExpected) = (0, 0)
    }
    let freedom = Double(max(1, cells - 1))
    #expect(statistic <= freedom + 2 * (freedom * 16).squareRoot() + 32, "\(statistic) at \(freedom)")
  }

  /// P(K ≥ 1) = 8e-12 to a relative error of 4e-12 at ρ = 1e-12, and likewise P(K ≤ 7) at 1 − ρ = 1e-12.
  @Test func tailsAreExactToTheirOwnSize() {
    let inversion = BinomialInversion(trials: 8)
    let edge = 8e-12 * 0x1p64
    let logit = Self.logit(1e-12)
    for (factor, isRare) in [(0.5, true), (1 - 1e-7, true), (1 + 1e-7, false), (2, false)] {
      let distance = UInt64(edge * factor)
      #expect(inversion.count(logit: logit, uniform: 0 &- distance) == (isRare ? 1 : 0))
      #expect(inversion.count(logit: -logit, uniform: distance) == (isRare ? 7 : 8))
    }
  }

  /// Prompts that are drawn alone, in another order, or among others have the same counts.
  @Test func companyDoesNotMatter() {
    let sampler = GroupCountSampler(groupSize: 8, path: StreamPath(seed: 2)["company"])
    let logits = (0..<1000).map { Double($0 % 41 - 20) / 4 }
    let together = Self.draws(sampler, logits: logits, step: 9)
    var pieces: [UInt16] = []
    for (start, end) in [(0, 32), (32, 33), (64, 500), (512, 1000)] {
      if start > pieces.count { pieces += together[pieces.count..<start] }
      pieces += Self.draws(sampler, logits: Array(logits[start..<end]), firstPrompt: start, step: 9)
    }
    #expect(pieces == together)
    #expect(Self.draws(sampler, logits: logits, step: 10) != together)
  }

  /// Larger groups and likelier successes never have fewer of them, at the same numbers.
  @Test func numbersAreCommon() {
    let path = StreamPath(seed: 2)["common"]
    let logits = (0..<320).map { Double($0 % 41 - 20) / 8 }
    let small = Self.draws(GroupCountSampler(groupSize: 8, path: path), logits: logits)
    let large = Self.draws(GroupCountSampler(groupSize: 16, path: path), logits: logits)
    let likelier = Self.draws(GroupCountSampler(groupSize: 8, path: path), logits: logits.map { $0 + 0.5 })
    #expect(zip(small, large).allSatisfy { $0 <= $1 })
    #expect(zip(small, likelier).allSatisfy { $0 <= $1 })
  }
}
