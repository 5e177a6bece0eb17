import Algorithms
import Foundation
import PolicyGradientTheory
import RandomStreams
import Testing

@Suite("Mean-field dynamics")
struct MeanFieldFlowTests {
  static let constant = RateWeight { _ in 1 }

  /// Under natural mobility and weight 1 the log-odds rise by 1 a unit of time.
  @Test func constantWeightMovesLogOddsEvenly() throws {
    let flow = MeanFieldFlow(weight: Self.constant, mobility: .natural)
    let times = [0, 0.1, 1, 7.5, 20]
    let starts = [1e-9, 0.01, 0.3, 0.31, 0.999]
    for (start, rates) in zip(starts, try flow.rates(from: starts, at: times)) {
      for (time, rate) in zip(times, rates) {
        let expected = LogOdds(LogOdds(rate: start).value + time).rate
        #expect(abs(rate - expected) <= 1e-12 * expected, "\(start) \(time): \(rate) \(expected)")
      }
    }
  }

  /// x + eˣ-type motion: with vanilla mobility t = [2x + eˣ − e⁻ˣ] between the ends.
  @Test func vanillaMobilityHasAClosedForm() throws {
    func clock(_ rate: Double) -> Double {
      let x = LogOdds(rate: rate).value
      return 2 * x + 2 * sinh(x)
    }
    let range = try RateRange(from: 1e-4, to: 0.97)
    let path = try MeanFieldFlow(weight: Self.constant, mobility: .vanilla).path(over: range)
    let expected = clock(0.97) - clock(1e-4)
    #expect(abs(path.updates / expected - 1) <= 1e-11)
    #expect(abs(path.time / path.updates - 1) <= 1e-14)
    #expect(abs(path.budget - (0.97 - 1e-4)) <= 1e-11)
    let shares = [0, 0.25, 0.5, 0.75, 1]
    for (share, rate) in zip(shares, try path.rates(after: shares.map { $0 * path.updates })) {
      #expect(abs(clock(rate) - clock(1e-4) - share * expected) <= 1e-10 * expected)
    }
  }

  /// The differential equation and the quadrature know nothing of each other.
  @Test(arguments: ["rloo", "grpo", "linear-r", "sqrt-r", "uniform-r", "plateau-r", "dapo"])
  func theTimeOfThePathIsThatOfTheIntegrals(name: String) throws {
    let range = try RateRange(from: 0.001, to: 0.9)
    let effective = try EffectiveWeight(of: AlgorithmPreset(named: name).algorithm().setting("groupSize=8"))
    for weight in [RateWeight(of: effective), RateWeight(of: try #require(effective.limit))] {
      for clock in MinimumTimeLawTests.clocks {
        for mobility in MinimumTimeLawTests.mobilities {
          for budget in BudgetMeasure.allCases {
            let problem = try MinimumTime(clock: clock, mobility: mobility, budget: budget, range: range)
            let path = try MeanFieldFlow(weight: weight, mobility: mobility)
              .path(over: range, clock: clock, budget: budget)
            let time = try problem.time(of: weight).value
            #expect(abs(path.normalizedTime / time - 1) <= 1e-10, "\(path.normalizedTime) \(time)")
          }
        }
      }
    }
  }

  @Test func pointsFollowTheClock() throws {
    let path = try MeanFieldFlow(weight: Self.constant, mobility: .natural)
      .path(over: RateRange(from: 0.1, to: 0.9), clock: .effective)
    let points = try path.points(perUnit: 4)
    #expect(points.first?.time == 0)
    #expect(abs((points.last?.time ?? 0) / path.time - 1) <= 1e-14)
    #expect(abs((points.first?.rate ?? 0) - 0.1) <= 1e-15 && abs((points.last?.rate ?? 0) - 0.9) <= 1e-15)
    for (before, after) in zip(points, points.dropFirst()) {
      #expect(before.time < after.time && before.rate < after.rate)
    }
    // ∫ dx/ρ = x − e⁻ˣ.
    func clock(_ x: Double) -> Double { x - exp(-x) }
    #expect(abs(path.time - (clock(LogOdds(rate: 0.9).value) - clock(LogOdds(rate: 0.1).value))) <= 1e-11)
  }

  /// The last point is the target to the last digit, whatever the range rounds to.
  @Test func pointsEndAtTheTargetOnEveryRange() throws {
    var stream = StreamPath(seed: 11)["ranges"].stream()
    for trial in 0..<300 {
      let start = 0.001 + 0.5 * stream.uniform()
      let range = try RateRange(from: start, to: start + (0.99 - start) * stream.uniform())
      let mobility: Mobility = trial.isMultiple(of: 2) ? .natural : .vanilla
      let points = try MeanFieldFlow(weight: Self.constant, mobility: mobility).path(over: range)
        .points(perUnit: 24)
      let end = try #require(points.last)
      #expect(abs(end.rate - range.target) <= 1e-14)
    }
  }

  /// A mobility that was measured up to the target, and a clock that ends there, are not asked beyond.
  @Test func nothingIsAskedBeyondTheTarget() throws {
    let range = try RateRange(from: 0.01, to: 0.9)
    let points = (0...20).map { index -> (rate: Double, mobility: Double) in
      let rate = index == 20 ? 0.9 : 0.01 + 0.89 * Double(index) / 20
      return (rate, rate * (1 - rate))
    }
    let clock = Clock.custom(try RateExpression("0.9000001-rho"))
    let path = try MeanFieldFlow(weight: Self.constant, mobility: .measured(MobilityTable(points)))
      .path(over: range, clock: clock)
    #expect(abs(path.updates / (LogOdds(rate: 0.9).value - LogOdds(rate: 0.01).value) - 1) <= 1e-11)
  }

  @Test func neighbouringRatesMoveTogether() throws {
    let flow = MeanFieldFlow(weight: Self.constant, mobility: .natural)
    let starts = [0.013, 0.013000000000000001, 0.013.nextUp, 0.3, 3 * 0.1]
    for rates in try flow.rates(from: starts, at: [0, 2]) { #expect(rates[1] > rates[0]) }
  }

  /// GRPO with n = 1 gives 0; 1/2 − ρ turns around on the way.
  @Test func aWeightThatDoesNotLeadToTheTargetIsRefused() throws {
    let range = try RateRange(from: 0.25, to: 0.75)
    let dead = try EffectiveWeight(of: AlgorithmPreset.grpo.algorithm().setting("groupSize=1"))
    for weight in [RateWeight(of: dead), RateWeight { 0.5 - $0.rate }] {
      let error = #expect(throws: TheoryError.self) {
        try MeanFieldFlow(weight: weight, mobility: .natural).path(over: range)
      }
      guard case .notPositive = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test(arguments: [0, 1, -1, 2, Double.nan])
  func startsAreRates(start: Double) {
    #expect(throws: TheoryError.self) {
      try MeanFieldFlow(weight: Self.constant, mobility: .natural).rates(from: [start], at: [1])
    }
  }
}
