import Foundation
import RandomStreams
import RunStatistics
import Testing

@Suite("Intervals and paired comparisons")
struct StatisticsTests {
  /// Replicates 1 … 5: mean 3, standard error √0.5; t(4, .975) = 2.776445105197793 from tables to 16 digits.
  @Test func studentInterval() throws {
    let estimate = try #require(Estimate(meanOf: [1, 2, 3, 4, 5]))
    let interval = try estimate.interval(confidence: 0.95)
    let halfWidth = 2.776445105197793 * 0.5.squareRoot()
    #expect(abs(interval.upper - (3 + halfWidth)) <= 1e-12)
    #expect(abs(interval.lower - (3 - halfWidth)) <= 1e-12)
    #expect(Estimate(meanOf: [1]) == nil)
    #expect {
      try estimate.interval(confidence: 1)
    } throws: {
      "\($0)" == "confidence is 1.0; it must be between 0 and 1"
    }
  }

  /// The jackknife of a mean is the textbook standard error.
  @Test func jackknifeOfAMean() throws {
    let values = [0.3, -1.2, 4.4, 2.5, 0.9, -0.7]
    let jackknife = Jackknife.estimate(blockCount: values.count) { leftOut in
      let kept = values.enumerated().filter { $0.offset != leftOut }.map(\.element)
      return kept.reduce(0, +) / Double(kept.count)
    }
    let textbook = try #require(Estimate(meanOf: values))
    #expect(abs(jackknife.value - textbook.value) <= 1e-15)
    #expect(abs(jackknife.standardError - textbook.standardError) <= 1e-14)
  }

  static func gaussianVectors(_ path: StreamPath, count: Int, scale: Double) -> [[Double]] {
    (0..<count).map { index in
      let generator = GSLRandomGenerator(path[index].stream())
      return (0..<5).map { 0.5 + scale * Double($0 + 1) * generator.standardNormal() }
    }
  }

  @Test func gradientSampleEqualsItsDefinition() {
    let path = StreamPath(seed: 4)["sample"]
    let gradients = Self.gaussianVectors(path["g"], count: 9, scale: 1)
    let reference = Self.gaussianVectors(path["h"], count: 9, scale: 2)
    let sample = GradientSample(gradients: gradients, reference: reference)
    for leftOut in [nil, 0, 4, 8] as [Int?] {
      let kept = gradients.indices.filter { $0 != leftOut }
      let count = Double(kept.count)
      var variance = 0.0
      for parameter in 0..<5 {
        let mean = kept.reduce(0) { $0 + gradients[$1][parameter] } / count
        variance += kept.reduce(0) { $0 + pow(gradients[$1][parameter] - mean, 2) } / (count - 1)
      }
      var signal = 0.0
      for a in kept {
        for b in kept where a != b {
          signal += zip(gradients[a], reference[b]).reduce(0) { $0 + $1.0 * $1.1 } / (count * (count - 1))
        }
      }
      #expect(abs(sample.variance(leavingOut: leftOut) - variance) <= 1e-12 * variance)
      #expect(abs(sample.signal(leavingOut: leftOut) - signal) <= 1e-12 * max(1, abs(signal)))
    }
  }

  /// 400 studies of a known log ratio: 95 % intervals cover it in 95 % of them, give or take 3.3 standard errors.
  @Test func intervalsCoverTheTruthAsOftenAsTheySay() throws {
    let trials = 400
    var covered = 0
    for trial in 0..<trials {
      let path = StreamPath(seed: 11)["coverage"][trial]
      let a = Self.gaussianVectors(path["a"], count: 40, scale: 1)
      let b = Self.gaussianVectors(path["b"], count: 40, scale: 1.5)
      let first = GradientSample(gradients: a, reference: a)
      let second = GradientSample(gradients: b, reference: b)
      let interval = try Jackknife.estimate(blockCount: 40) {
        log(first.variance(leavingOut: $0) / second.variance(leavingOut: $0))
      }.interval(confidence: 0.95)
      let truth = -2 * log(1.5)
      if interval.lower <= truth && truth <= interval.upper { covered += 1 }
    }
    let slack = 3.3 * (0.95 * 0.05 / Double(trials)).squareRoot()
    #expect(abs(Double(covered) / Double(trials) - 0.95) <= slack)
  }

  @Test func correlationOfKnownPairs() throws {
    let pairs: [(x: Double, y: Double)] = [(1, 2), (2, 4), (3, 5), (4, 4), (5, 5)]
    #expect(abs(try #require(correlation(pairs)) - 0.6.squareRoot()) <= 1e-15)
    #expect(correlation([(1, 2), (1, 3)]) == nil)
  }
}
