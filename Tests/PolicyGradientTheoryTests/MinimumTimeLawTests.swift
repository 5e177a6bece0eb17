import Algorithms
import Foundation
import GSLNumerics
import Policies
import PolicyGradientTheory
import RandomStreams
import Testing

@Suite("Laws of minimum time")
struct MinimumTimeLawTests {
  static let clocks: [Clock] = [.regular, .effective, .informative(groupSize: 8)]
  static let mobilities: [Mobility] = [.natural, .vanilla]
  static let ranges = [(1e-6, 0.5), (0.001, 0.9), (0.4, 0.9), (0.6, 1 - 1e-6)]

  static func problems(_ budgets: [BudgetMeasure] = BudgetMeasure.allCases) throws -> [MinimumTime] {
    try ranges.flatMap { range in
      try clocks.flatMap { clock in
        try mobilities.flatMap { mobility in
          try budgets.map {
            try MinimumTime(
              clock: clock, mobility: mobility, budget: $0, range: RateRange(from: range.0, to: range.1))
          }
        }
      }
    }
  }

  @Test func theTablesOfResult34AreReproduced() throws {
    let table = try #require(TimeRatioTable.all)
    #expect(table.rows.count == 72)
    let ranges = try table.ranges.map {
      try RateRange(from: #require(Double($0[0])), to: #require(Double($0[1])))
    }
    for row in table.rows {
      for (observed, printed) in zip(try row.times(ranges: ranges), row.values) {
        #expect(
          TimeRatioTable.rounds(observed, to: printed), "\(row.testDescription): \(observed), \(printed)")
      }
    }
  }

  /// All eight closed forms against the quadrature, which knows nothing of them.
  @Test func closedFormsAgreeWithQuadrature() throws {
    var met: Set<ClosedFormTime> = []
    for problem in try Self.problems() {
      guard let closedForm = problem.closedForm else { continue }
      met.insert(closedForm)
      let time = closedForm.time(over: problem.range)
      #expect(abs(time - problem.optimum.value) <= 1e-11 * time, "\(closedForm) \(problem.range)")
    }
    #expect(met.count == ClosedFormTime.allCases.count)
  }

  @Test func theOptimalWeightAttainsTheBoundAndSpendsOne() throws {
    for problem in try Self.problems() {
      #expect(abs(try problem.ratio(of: problem.optimalWeight) - 1) <= 1e-11)
    }
  }

  /// Result 3.2, for weights of every kind: a polynomial, a pole, a limit.
  @Test(arguments: ["rloo", "grpo", "linear-r", "sqrt-r", "uniform-r", "plateau-r", "pass-at-k"])
  func theDualTakesAsLong(name: String) throws {
    let effective = try EffectiveWeight(of: AlgorithmPreset(named: name).algorithm().setting("groupSize=8"))
    for problem in try Self.problems([.progress, .logOdds]) {
      for weight in [RateWeight(of: effective), RateWeight(of: try #require(effective.limit))] {
        let time = try problem.time(of: weight).value
        let dual = try problem.time(of: problem.dual(of: weight)).value
        #expect(abs(time - dual) <= 1e-11 * time)
        #expect(try problem.ratio(of: weight) >= 1 - 1e-12)
        let scaled = RateWeight { try 7.3 * weight.value(at: $0) }
        #expect(abs(try problem.time(of: scaled).value - time) <= 1e-11 * time)
      }
    }
  }

  @Test func namedPairsOfTheInvolution() throws {
    func limit(_ preset: AlgorithmPreset) throws -> RateWeight {
      RateWeight(of: try #require(EffectiveWeight(of: preset.algorithm()).limit))
    }
    let range = try RateRange(from: 0.001, to: 0.9)
    let regular = try MinimumTime(clock: .regular, mobility: .natural, range: range)
    #expect(
      abs(try regular.ratio(of: limit(.rloo)) / regular.ratio(of: limit(.uniformR)) - 1) <= 1e-12)
    let effective = try MinimumTime(clock: .effective, mobility: .natural, range: range)
    #expect(
      abs(try effective.ratio(of: limit(.linearR)) / effective.ratio(of: limit(.uniformR)) - 1) <= 1e-12)
  }

  /// The squared weight is a budget of log-odds under natural mobility.
  @Test func squaredWeightIsLogOddsUnderNaturalMobility() throws {
    for clock in Self.clocks {
      let range = try RateRange(from: 0.01, to: 0.9)
      let times = try [BudgetMeasure.logOdds, .squaredWeight].map {
        try MinimumTime(clock: clock, mobility: .natural, budget: $0, range: range).optimum.value
      }
      #expect(times[0] == times[1])
    }
  }

  /// 1/(1 − ρⁿ − (1 − ρ)ⁿ): exactly 1/(2ρ(1 − ρ)) at n = 2, and near 1/(nρ) for small ρ.
  @Test func theInformativeClock() throws {
    for rate in [1e-12, 0.01, 0.5, 0.99, 1 - 1e-12] {
      let position = LogOdds(rate: rate)
      let cost = try Clock.informative(groupSize: 2).cost(at: position)
      #expect(abs(cost * 2 * position.variance - 1) <= 1e-15)
      let mirrored = try Clock.informative(groupSize: 8).cost(at: LogOdds(-position.value))
      #expect(abs(try Clock.informative(groupSize: 8).cost(at: position) / mirrored - 1) <= 1e-15)
    }
    let rare = LogOdds(rate: 1e-10)
    // 1 − (1 − ρ)⁸ = 8ρ − 28ρ² + …
    #expect(abs(try Clock.informative(groupSize: 8).cost(at: rare) * 8e-10 - 1 - 3.5e-10) <= 1e-14)
  }

  @Test func formulasAreClocks() throws {
    let range = try RateRange(from: 0.01, to: 0.9)
    let custom = try MinimumTime(
      clock: .custom(RateExpression("1/rho")), mobility: .natural, range: range)
    let effective = try MinimumTime(clock: .effective, mobility: .natural, range: range)
    #expect(abs(custom.optimum.value / effective.optimum.value - 1) <= 1e-14)
    #expect(custom.closedForm == nil)
  }

  /// A table of the vanilla mobility has its times: exactly at its knots, and to the interpolation's error between them.
  @Test func aMeasuredMobility() throws {
    let range = try RateRange(from: 0.1, to: 0.9)
    let vanilla = try MinimumTime(clock: .regular, mobility: .vanilla, range: range)
    var errors: [Double] = []
    for count in [9, 17, 33] {
      let points = (0..<count).map { index -> (rate: Double, mobility: Double) in
        let rate = 0.1 + 0.8 * Double(index) / Double(count - 1)
        return (rate, rate * rate * (1 - rate) * (1 - rate))
      }
      let measured = try MinimumTime(
        clock: .regular, mobility: .measured(MobilityTable(points)), range: range)
      errors.append(abs(measured.optimum.value / vanilla.optimum.value - 1))
    }
    // Halving the distance of the knots divides the error by 4 at least.
    #expect(errors[1] < errors[0] / 4 && errors[2] < errors[1] / 4, "\(errors)")
  }

  static let faults: [(@Sendable () throws -> Void, String)] = [
    (
      { _ = try RateRange(from: 0, to: 0.5) },
      "the starting success rate is 0.0; it must be between 0 and 1, both excluded"
    ),
    (
      { _ = try RateRange(from: 0.5, to: 1) },
      "the target success rate is 1.0; it must be between 0 and 1, both excluded"
    ),
    (
      { _ = try RateRange(from: .nan, to: 0.5) },
      "the starting success rate is nan; it must be between 0 and 1, both excluded"
    ),
    (
      { _ = try RateRange(from: 0.5, to: 0.5) },
      "the target success rate is 0.5; it must be above the starting success rate, 0.5"
    ),
    (
      {
        let problem = try MinimumTime(
          clock: .regular, mobility: .natural, range: RateRange(from: 0.25, to: 0.75))
        _ = try problem.time(of: RateWeight { 0.5 - $0.rate })
      },
      "the weight is 0.0 at success rate 0.5; it must be a finite number above 0 on the whole way to the target"
    ),
    (
      {
        _ = try MinimumTime(
          clock: .custom(RateExpression("0*rho")), mobility: .natural, range: RateRange(from: 0.25, to: 0.75))
      },
      "the clock 0*rho is 0.0 at success rate 0.5; it must be a finite number above 0 on the whole way to the target"
    ),
    (
      { _ = try MobilityTable([(0.1, 0.1), (0.2, 0), (0.3, 0.1)]) },
      "the mobility is 0.0 at success rate 0.2; it must be a finite number above 0 on the whole way to the target"
    ),
    (
      { _ = try MobilityTable([(0.1, 0.1), (1, 0.1), (0.3, 0.1)]) },
      "a success rate of the mobility is 1.0; it must be between 0 and 1, both excluded"
    ),
    (
      {
        _ = try FiniteGroupOptimum(
          of: MinimumTime(clock: .regular, mobility: .natural, range: RateRange(from: 0.1, to: 0.9)),
          groupSize: 65, nonNegative: false)
      },
      "the group size is 65; a weight is optimised for groups of 1 to 64"
    ),
  ]

  @Test(arguments: faults.indices)
  func errorsNameTheValue(index: Int) {
    let error = #expect(throws: TheoryError.self) { try Self.faults[index].0() }
    #expect(error?.description == Self.faults[index].1)
  }

  @Test func aMobilityIsAskedOnlyWhereItWasMeasured() throws {
    let table = try MobilityTable([(0.2, 0.1), (0.4, 0.2), (0.6, 0.2)])
    #expect(throws: TheoryError.self) {
      try MinimumTime(clock: .regular, mobility: .measured(table), range: RateRange(from: 0.1, to: 0.5))
    }
    _ = try MinimumTime(clock: .regular, mobility: .measured(table), range: RateRange(from: 0.2, to: 0.6))
  }
}
