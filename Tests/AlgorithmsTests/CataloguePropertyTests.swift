import Algorithms
import Foundation
import Rollouts
import Testing

@Suite("Properties of every algorithm of the catalogue")
struct CataloguePropertyTests {
  static let seeds = 1...5

  @Test(arguments: CatalogueEntry.all, seeds)
  func orderDoesNotMatter(entry: CatalogueEntry, seed: Int) throws {
    let batch = Batch.random(seed: seed)
    let (shuffled, origins) = batch.shuffled(seed: seed)
    let straight = perRollout(try entry.algorithm.assignCredit(to: batch).advantages, in: batch)
    let moved = perRollout(try entry.algorithm.assignCredit(to: shuffled).advantages, in: shuffled)
    #expect(agree(moved, origins.map { straight[$0] }))

    let loss = try entry.algorithm.loss(for: batch)
    let movedLoss = try entry.algorithm.loss(for: shuffled)
    let gradient = countedPositions(loss.gradient, in: batch)
    #expect(abs(loss.value - movedLoss.value) <= 1e-11 * max(1, abs(loss.value)))
    #expect(agree(countedPositions(movedLoss.gradient, in: shuffled), origins.map { gradient[$0] }))
  }

  /// Padding may be absent, or present under the mask with whatever numbers.
  @Test(arguments: CatalogueEntry.all, seeds)
  func paddingDoesNotMatter(entry: CatalogueEntry, seed: Int) throws {
    let dense = Batch.random(seed: seed)
    let expected = perRollout(try entry.algorithm.assignCredit(to: dense).advantages, in: dense)
    let expectedLoss = try entry.algorithm.loss(for: dense)
    let readsWidth = if case .constantLength(nil, _, _) = entry.algorithm.aggregation { true } else { false }
    for padding in [[0], [3], [9, 0, 2, 17]] {
      let padded = Batch.random(seed: seed, padding: padding)
      try padded.validate()
      let credit = try entry.algorithm.assignCredit(to: padded)
      #expect(agree(perRollout(credit.advantages, in: padded), expected))
      let loss = try entry.algorithm.loss(for: padded)
      let tokens = try #require(padded.tokens)
      for position in 0..<tokens.count where !tokens.counts(position) {
        if case .tokens(let advantages) = credit.advantages { #expect(advantages[position] == 0) }
        #expect(loss.gradient[position] == 0)
      }
      // Dr. GRPO in verl divides by the padded width, which is the width of the longest response without padding.
      guard !readsWidth || padding == [0] else { continue }
      #expect(abs(loss.value - expectedLoss.value) <= 1e-11 * max(1, abs(expectedLoss.value)))
      #expect(
        agree(
          countedPositions(loss.gradient, in: padded), countedPositions(expectedLoss.gradient, in: dense)))
    }
  }

  /// What is subtracted centres: over the group for means of the group and of the others, weighted by length for OPO,
  /// over the batch for batch means and whitening.
  @Test(arguments: CatalogueEntry.all.filter { $0.centredUnit != nil }, seeds)
  func advantagesAreCentred(entry: CatalogueEntry, seed: Int) throws {
    let batch = Batch.random(seed: seed)
    let advantages = perRollout(try entry.algorithm.assignCredit(to: batch).advantages, in: batch)
    func sum(_ rollouts: Range<Int>, perToken: Bool) -> Double {
      rollouts.reduce(0) { sum, index in
        let values = advantages[index]
        let repeats = perToken && values.count == 1 ? Double(batch.rollouts[index].length) : 1
        return sum + repeats * values.reduce(0, +)
      }
    }
    switch try #require(entry.centredUnit) {
    case .group(let perToken):
      for group in 0..<batch.groupCount {
        #expect(abs(sum(batch.group(group), perToken: perToken)) <= 1e-11)
      }
    case .batch(let perToken):
      #expect(abs(sum(batch.rollouts.indices, perToken: perToken)) <= 1e-10)
    }
  }

  /// Equal rewards of a group, whatever their binary fractions, say nothing.
  @Test(arguments: CatalogueEntry.all.filter(\.zeroesDeadGroups))
  func deadGroupsAreExactlyZero(entry: CatalogueEntry) throws {
    let values = [0.9, Double(Float(0.1)), Double(Float(0.9)), 0.1, 1 / 3.0, 0.7, 1e-7, 0, 1, 0.3 + 0.6]
    for value in values {
      for size in [4, 5, 7, 10, 30, 64] {
        var batch = Batch.random(seed: size, groupSizes: [6, size])
        for index in batch.group(1) { batch.rollouts[index].reward = value }
        // A live group, so that shares of live groups are not 0.
        for index in batch.group(0) { batch.rollouts[index].reward = Double(index % 2) }
        let advantages = try entry.algorithm.advantages(for: batch)
        #expect(
          batch.group(1).allSatisfy { advantages[$0] == 0 }, "\(size) rollouts of reward \(value)")
      }
    }
  }

  /// The filters above must not filter everything away.
  @Test func propertiesHoldForManyAlgorithms() {
    #expect(CatalogueEntry.all.count == 68)
    #expect(CatalogueEntry.all.count(where: \.zeroesDeadGroups) == 39)
    #expect(CatalogueEntry.all.count { $0.centredUnit != nil } == 42)
  }
}
