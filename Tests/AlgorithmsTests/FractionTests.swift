import Algorithms
import Testing

@Suite("Exact fractions and directions of advantages")
struct FractionTests {
  @Test func decimalsAreTakenAsTheyAreWritten() {
    #expect(Fraction(written: 0.1) == Fraction(1, over: 10))
    #expect(Fraction(written: -2.5) == Fraction(-5, over: 2))
    #expect(Fraction(written: 1e-17) == Fraction(1, over: 100_000_000_000_000_000))
    #expect(Fraction(written: 0.1) + Fraction(written: 0.2) == Fraction(written: 0.3))
    #expect(!Fraction(written: 1e-18).isExact)
    #expect(!Fraction(written: 1e30).isExact)
    #expect(!Fraction(written: .nan).isExact)
  }

  @Test func arithmeticReducesAndKeepsSigns() {
    #expect(Fraction(6, over: -4) == Fraction(-3, over: 2))
    #expect(Fraction(1, over: 3) - Fraction(1, over: 3) == Fraction(0))
    #expect((Fraction(2, over: 3) / Fraction(-4, over: 9)) == Fraction(-3, over: 2))
    #expect(Fraction(-1, over: 7).signum == -1)
  }

  @Test func whatDoesNotFitIsOutOfReachForGood() {
    let huge = Fraction(1, over: .max)
    #expect(!(huge * huge).isExact)
    #expect(!(huge * huge + Fraction(1)).isExact)
    #expect(!(Fraction(1) / Fraction(0)).isExact)
    #expect(!Fraction(1, over: 0).isExact)
  }

  @Test("Directions have the ratio of the advantages", arguments: [2, 3, 8, 10])
  func directionsFollowTheAdvantages(size: Int) throws {
    for name in ["rloo", "grpo", "uniform-r", "linear-r", "raft", "reinforce-rej", "reinforce"] {
      var algorithm = try AlgorithmPreset(named: name).algorithm()
      algorithm.groupSize = size
      let advantages = try CountAdvantages(of: algorithm)
      let directions = try AdvantageDirections(of: advantages)
      for successes in 0...size {
        let group = SuccessCount.finite(successes, of: size)
        let direction = try directions.direction(of: group)
        let (success, failure) = try advantages.advantages(of: group)
        #expect((success > 0 ? 1 : success < 0 ? -1 : 0) == direction.successSign)
        #expect((failure > 0 ? 1 : failure < 0 ? -1 : 0) == direction.failureSign)
        let cross = success * Double(direction.failure) - failure * Double(direction.success)
        #expect(abs(cross) <= 1e-14 * abs(success * Double(direction.failure)))
      }
    }
  }

  @Test func tiesThatRoundingBreaksAreTies() throws {
    // 1 success and 9 failures at b = 0.1, and 3 at b = 0.3 among 10.
    for (baseline, successes) in [(0.1, 1), (0.3, 3), (0.7, 7)] {
      let algorithm = Algorithm(groupSize: 10, baseline: .constant(baseline))
      let direction = try AdvantageDirections(of: CountAdvantages(of: algorithm))
        .direction(of: .finite(successes, of: 10))
      #expect(Int128(successes) * direction.success + Int128(10 - successes) * direction.failure == 0)
    }
    // Whitening subtracts the mean of a dead batch, whatever the baseline.
    let whitened = Algorithm(
      groupSize: 1, baseline: .constant(0.7), scale: .batchWhitening(Deviation(.population), over: .rollouts))
    let batch = try CountAdvantages(of: whitened, inBatchOf: [(.finite(0, of: 1), 49)])
    #expect(try AdvantageDirections(of: batch).direction(of: .finite(0, of: 1)).failure == 0)
  }
}
