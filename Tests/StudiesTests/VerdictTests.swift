import Foundation
import RandomStreams
import RunStatistics
import Studies
import Testing

@Suite("Verdicts on synthetic data")
struct VerdictTests {
  static func prediction(_ expect: PredictedRegion, side: Prediction.Side = .trained) -> Prediction {
    Prediction(
      id: "p", statement: "", source: "", side: side, quantity: "q", expect: expect, established: true)
  }

  /// Replicates with the given mean, ±spread, so that the interval is known.
  static func measurement(
    _ mean: Double, spread: Double, replicates: Int = 8, scale: MeasuredQuantity.Scale = .linear
  ) throws -> MeasuredQuantity {
    let values = (0..<replicates).map { mean + ($0.isMultiple(of: 2) ? spread : -spread) }
    return MeasuredQuantity(
      estimate: try #require(Estimate(meanOf: values)), scale: scale, replicates: replicates)
  }

  @Test(arguments: [
    (PredictedRegion.equal(1, within: 0.1), 1.0, 0.01, Verdict.Outcome.holds),
    (.equal(1, within: 0.1), 1.2, 0.01, .refuted),
    (.equal(1, within: 0.1), 0.8, 0.01, .refuted),
    (.equal(1, within: 0.1), 1.1, 0.01, .inconclusive),
    (.equal(1, within: 0.1), 1.0, 1, .inconclusive),
    (.below(0.9), 0.8, 0.01, .holds),
    (.below(0.9), 1.0, 0.01, .refuted),
    (.below(0.9), 0.9, 0.01, .inconclusive),
    (.above(0.9), 1.0, 0.01, .holds),
    (.above(0.9), 0.8, 0.01, .refuted),
    (.above(0.9), 0.9, 0.01, .inconclusive),
  ])
  func threeOutcomes(expect: PredictedRegion, mean: Double, spread: Double, outcome: Verdict.Outcome) throws {
    let verdict = try Verdict(
      Self.prediction(expect), measurement: Self.measurement(mean, spread: spread), confidence: 0.95)
    #expect(verdict.outcome == outcome)
    #expect(verdict.reason == nil)
  }

  @Test func fewerThanThreeSeedsArePreliminary() throws {
    let two = try Self.measurement(1, spread: 1e-9, replicates: 2)
    let trained = try Verdict(Self.prediction(.below(2)), measurement: two, confidence: 0.95)
    #expect(trained.outcome == .inconclusive)
    #expect(trained.reason == "preliminary: 2 of at least 3 seeds")
    let simulated = try Verdict(
      Self.prediction(.below(2), side: .simulated), measurement: two, confidence: 0.95)
    #expect(simulated.outcome == .holds)
  }

  @Test func whatWasNotMeasuredIsInconclusive() throws {
    let nothing = try Verdict(Self.prediction(.below(2)), measurement: nil, confidence: 0.95)
    #expect(nothing.outcome == .inconclusive && nothing.reason == "not measured" && nothing.value == nil)
    let broken = MeasuredQuantity(
      estimate: Estimate(value: -.infinity, standardError: .nan, degreesOfFreedom: 7), scale: .logarithmic,
      replicates: 8)
    #expect(
      try Verdict(Self.prediction(.below(2)), measurement: broken, confidence: 0.95).outcome == .inconclusive)
  }

  @Test func ratiosAreJudgedOnTheirOwnScale() throws {
    let halved = try Self.measurement(log(0.5), spread: 0.01, scale: .logarithmic)
    let verdict = try Verdict(
      Self.prediction(.equal(0.5, within: 0.05)), measurement: halved, confidence: 0.95)
    #expect(verdict.outcome == .holds)
    #expect(abs(try #require(verdict.value) - 0.5) <= 1e-12)
  }

  @Test func manyPredictionsWidenTheirIntervals() {
    #expect(abs(Verdict.correctedConfidence(0.95, predictionCount: 10) - 0.995) <= 1e-15)
    #expect(Verdict.correctedConfidence(0.95, predictionCount: 1) == 0.95)
  }

  /// 300 studies in which a prediction is false by twice its margin: it is never confirmed.
  @Test func noiseDoesNotConfirmWhatIsFalse() throws {
    var outcomes: [Verdict.Outcome: Int] = [:]
    for trial in 0..<300 {
      let generator = GSLRandomGenerator(StreamPath(seed: 9)["verdicts"][trial].stream())
      let values = (0..<6).map { _ in 0.2 + 0.05 * generator.standardNormal() }
      let measurement = MeasuredQuantity(
        estimate: try #require(Estimate(meanOf: values)), scale: .linear, replicates: 6)
      let verdict = try Verdict(
        Self.prediction(.equal(0, within: 0.1)), measurement: measurement, confidence: 0.99)
      outcomes[verdict.outcome, default: 0] += 1
    }
    #expect(outcomes[.holds] == nil)
    #expect((outcomes[.refuted] ?? 0) > 100)
  }
}
