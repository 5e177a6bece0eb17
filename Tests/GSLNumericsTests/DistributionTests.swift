import GSLNumerics
import Testing

/// Expected values: computed with 40 digits from the regularised incomplete beta function and exact binomials.
@Suite("Distributions against independent 22-digit values")
struct DistributionTests {
  @Test(arguments: [
    (4.0, 0.975, 2.776445105197794357803), (11.0, 0.995, 3.105806515539281007098),
  ])
  func studentQuantiles(degreesOfFreedom: Double, probability: Double, expected: Double) throws {
    let student = try StudentDistribution(degreesOfFreedom: degreesOfFreedom)
    let observed = try student.quantile(probability)
    #expect(abs(observed - expected) <= 1e-12 * expected)
    // 1 − p is exact only to half an ulp of 1, which the density turns into at most 1e-14 here.
    #expect(abs(try student.quantile(1 - probability) + observed) <= 1e-12 * expected)
  }

  @Test(arguments: [
    (10, 3, 0.3, 0.266827932), (64, 1, 0.001, 0.06009048817302714237972),
    (1000, 400, 0.4, 0.02574481880148251621914),
  ])
  func binomialProbabilities(trials: Int, count: Int, rate: Double, expected: Double) throws {
    let binomial = try BinomialDistribution(trials: trials, successProbability: rate)
    #expect(abs(binomial.probability(of: count) - expected) <= 1e-12 * expected)
  }

  @Test func everyBinomialEntryIsRead() {
    #expect(BinomialReference.all.count == 114)
  }

  @Test(arguments: BinomialReference.all)
  func allBinomialProbabilitiesAtOnce(entry: BinomialReference) throws {
    let binomial = try BinomialDistribution(
      trials: entry.trials, successProbability: entry.successProbability)
    let expected = try #require(Double(entry.probability))
    let observed = binomial.probabilities
    #expect(observed.count == entry.trials + 1)
    #expect(abs(observed[entry.count] - expected) <= 1e-13 * expected)
  }

  @Test func binomialLimitsAreExact() throws {
    let never = try BinomialDistribution(trials: 5, successProbability: 0)
    let always = try BinomialDistribution(trials: 5, successProbability: 1)
    #expect((-1...6).map(never.probability) == [0, 1, 0, 0, 0, 0, 0, 0])
    #expect((-1...6).map(always.probability) == [0, 0, 0, 0, 0, 0, 1, 0])
    #expect(try BinomialDistribution(trials: 0, successProbability: 0.3).probability(of: 0) == 1)
    #expect(never.probabilities == [1, 0, 0, 0, 0, 0])
    #expect(always.probabilities == [0, 0, 0, 0, 0, 1])
    #expect(try BinomialDistribution(trials: 0, successProbability: 0.3).probabilities == [1])
  }

  @Test func argumentsOutOfRangeAreNamed() {
    #expect {
      _ = try StudentDistribution(degreesOfFreedom: .infinity)
    } throws: {
      "\($0)" == "degrees of freedom is inf; it must be a finite number above 0"
    }
    #expect {
      _ = try BinomialDistribution(trials: 3, successProbability: .nan)
    } throws: {
      "\($0)" == "success probability is nan; it must be between 0 and 1"
    }
  }
}
