import Algorithms
import Foundation
import GSLNumerics
import PolicyGradientTheory
import RandomStreams
import Testing

@Suite("The best weights of finite groups")
struct FiniteGroupOptimumTests {
  static func problem(_ clock: Clock, from start: Double) throws -> MinimumTime {
    try MinimumTime(clock: clock, mobility: .natural, range: RateRange(from: start, to: 0.9))
  }

  /// The table of result 3.5, as printed: excess over 1 to one or two digits where it is tiny, ratios to five.
  static let printed: [(clock: Clock, start: Double, size: Int, free: String, nonNegative: String?)] = [
    (.regular, 0.1, 2, "1.0221", nil), (.regular, 0.1, 4, "1.00072", nil),
    (.regular, 0.01, 2, "1.1055", "1.1055"), (.regular, 0.01, 4, "1.0167", "1.0198"),
    (.regular, 0.01, 8, "1.0013", "1.0050"), (.regular, 0.01, 16, "1.00002", "1.0007"),
    (.effective, 0.1, 2, "1.0777", "1.0777"), (.effective, 0.1, 4, "1.0039", "1.0056"),
    (.effective, 0.1, 8, "1.00001", "1.00014"), (.effective, 0.01, 2, "2.058", "2.073"),
    (.effective, 0.01, 4, "1.251", "1.452"), (.effective, 0.01, 8, "1.0322", "1.1624"),
    (.effective, 0.01, 16, "1.00097", "1.0433"), (.effective, 0.001, 2, "8.13", "8.69"),
    (.effective, 0.001, 4, "3.29", "4.85"), (.effective, 0.001, 8, "1.623", "2.883"),
    (.effective, 0.001, 16, "1.122", "1.899"),
  ]

  @Test func theTableOfResult35IsReproduced() throws {
    for row in Self.printed {
      let problem = try Self.problem(row.clock, from: row.start)
      for (nonNegative, text) in [(false, Optional(row.free)), (true, row.nonNegative)] {
        guard let text, let expected = Double(text) else { continue }
        let ratio =
          try FiniteGroupOptimum(of: problem, groupSize: row.size, nonNegative: nonNegative).time
          / problem.optimum.value
        let decimals = text.split(separator: ".")[1].count
        #expect(
          abs(ratio - expected) <= 0.5000001 * pow(10, -Double(decimals)),
          "\(row.clock) \(row.start) n = \(row.size): \(ratio), \(text)")
      }
    }
  }

  @Test func tinyExcessesAreResolved() throws {
    let optimum = try FiniteGroupOptimum(
      of: Self.problem(.regular, from: 0.1), groupSize: 8, nonNegative: false)
    let excess = try optimum.time / Self.problem(.regular, from: 0.1).optimum.value - 1
    #expect(excess > 1.45e-6 && excess < 1.55e-6, "\(excess)")
  }

  /// No weight beats the bound: neither random admissible polynomials nor those of the catalogue.
  @Test func theCertificateBoundsEveryWeight() throws {
    for (clock, start) in [(Clock.regular, 0.01), (.effective, 0.01), (.informative(groupSize: 8), 0.001)] {
      let problem = try Self.problem(clock, from: start)
      for size in [1, 2, 5, 8, 16] {
        let free = try FiniteGroupOptimum(of: problem, groupSize: size, nonNegative: false)
        let nonNegative = try FiniteGroupOptimum(of: problem, groupSize: size, nonNegative: true)
        #expect(free.gap <= 1e-9 && nonNegative.gap <= 1e-9)
        #expect(free.gap >= -1e-12 && nonNegative.gap >= -1e-12)
        #expect(free.lowerBound <= nonNegative.time * (1 + 1e-12))
        #expect(problem.optimum.value <= free.time * (1 + 1e-12))
        #expect((nonNegative.bernsteinCoefficients ?? []).allSatisfy { $0 >= 0 })
        var stream = StreamPath(seed: 5)["certificate"][size].stream()
        for _ in 0..<10 {
          let polynomial = BernsteinPolynomial(
            coefficients: (0..<size).map { _ in stream.uniform() * stream.uniform() + 1e-3 })
          let time = try problem.time(of: RateWeight { polynomial.value(at: $0.rate) }).value
          #expect(time >= nonNegative.lowerBound * (1 - 1e-11))
        }
        for preset in [AlgorithmPreset.rloo, .grpo, .linearR, .sqrtR, .uniformR] where size >= 2 {
          let weight = try EffectiveWeight(of: preset.algorithm().setting("groupSize=\(size)"))
          #expect(try problem.time(of: RateWeight(of: weight)).value >= free.lowerBound * (1 - 1e-11))
        }
      }
    }
  }

  /// The search works on a grid; the adaptive quadrature of its weight must find the same time.
  @Test func theTimeIsThatOfTheWeight() throws {
    for nonNegative in [false, true] {
      for size in [1, 3, 8, 16, 32] {
        let problem = try Self.problem(.effective, from: 0.001)
        let optimum = try FiniteGroupOptimum(of: problem, groupSize: size, nonNegative: nonNegative)
        let time = try problem.time(of: optimum.weight).value
        #expect(abs(time / optimum.time - 1) <= 1e-10, "\(size) \(nonNegative): \(time) \(optimum.time)")
      }
    }
  }

  /// Max-normalised weights of result 3.5.
  @Test func theCoefficientsOfResult35() throws {
    let cases: [(Clock, Double, Int, Bool, [Double])] = [
      (.regular, 0.1, 4, false, [1, 0.3711, 0.3711, 1]),
      (.effective, 0.1, 4, false, [1, -0.1851, 0.3397, 0.2209]),
      (.effective, 0.1, 4, true, [1, 0, 0.2043, 0.3376]),
      (.effective, 0.01, 8, true, [1, 0, 0, 0, 0.249, 0, 0, 0.207]),
    ]
    for (clock, start, size, nonNegative, expected) in cases {
      let optimum = try FiniteGroupOptimum(
        of: Self.problem(clock, from: start), groupSize: size, nonNegative: nonNegative)
      let coefficients = try #require(optimum.bernsteinCoefficients)
      for (observed, value) in zip(coefficients, expected) { #expect(abs(observed - value) <= 5.1e-5 * 10) }
    }
  }

  /// A constant is the only polynomial of a single rollout: RLOO's time.
  @Test func aSingleRolloutHasAConstantWeight() throws {
    let problem = try Self.problem(.effective, from: 0.01)
    let constant = try problem.time(of: RateWeight { _ in 1 }).value
    for nonNegative in [false, true] {
      let time = try FiniteGroupOptimum(of: problem, groupSize: 1, nonNegative: nonNegative).time
      #expect(abs(time / constant - 1) <= 1e-12)
    }
  }

  /// ratio − 1 falls like exp(−4n√(ρ₀/(ρ₁ − ρ₀))): groups of a few times 1/√ρ₀ come near.
  @Test func theExcessFallsGeometrically() throws {
    let problem = try Self.problem(.effective, from: 0.01)
    let excesses = try [8, 16, 24].map {
      try FiniteGroupOptimum(of: problem, groupSize: $0, nonNegative: false).time / problem.optimum.value - 1
    }
    let predicted = exp(-4 * 8 * (0.01 / 0.89).squareRoot())
    for (before, after) in zip(excesses, excesses.dropFirst()) {
      #expect(abs(log(after / before) / log(predicted) - 1) < 0.1, "\(excesses) \(predicted)")
    }
  }

  /// More rollouts never hurt.
  @Test func timesFallWithTheGroup() throws {
    let problem = try Self.problem(.informative(groupSize: 4), from: 0.01)
    for nonNegative in [false, true] {
      let times = try (1...12).map {
        try FiniteGroupOptimum(of: problem, groupSize: $0, nonNegative: nonNegative).time
      }
      for (before, after) in zip(times, times.dropFirst()) { #expect(after <= before * (1 + 1e-9)) }
    }
  }

  /// A clock with a kink, a measured mobility: no weight of any shape is faster than T*, and no bound above it is one.
  @Test func kinksDoNotMakeAFalseBound() throws {
    let range = try RateRange(from: 0.01, to: 0.9)
    let table = try MobilityTable([(0.01, 0.009), (0.1, 0.05), (0.4, 0.3), (0.7, 0.2), (0.9, 0.08)])
    for problem in [
      try MinimumTime(clock: .custom(RateExpression("min(rho,0.3)")), mobility: .natural, range: range),
      try MinimumTime(clock: .regular, mobility: .measured(table), range: range),
    ] {
      for nonNegative in [false, true] {
        for size in [8, 64] {
          let optimum = try FiniteGroupOptimum(of: problem, groupSize: size, nonNegative: nonNegative)
          #expect(optimum.time >= problem.optimum.value * (1 - 1e-11))
          #expect(optimum.lowerBound <= optimum.time && optimum.gap <= 1e-6)
        }
      }
    }
  }

  /// Short ranges and large groups, where polynomials outnumber what a panel resolves.
  @Test(arguments: [(0.5, 0.55), (0.3, 0.301), (1e-6, 2e-6)])
  func shortRangesHaveOptima(start: Double, target: Double) throws {
    let problem = try MinimumTime(
      clock: .effective, mobility: .vanilla, range: RateRange(from: start, to: target))
    let optimum = try FiniteGroupOptimum(of: problem, groupSize: 64, nonNegative: false)
    #expect(abs(optimum.time / problem.optimum.value - 1) <= 1e-9)
  }

  @Test func vanishingPolynomialsAreRefused() throws {
    let problem = try MinimumTime(
      clock: .regular, mobility: .natural, range: RateRange(from: 1e-6, to: 2e-6))
    let error = #expect(throws: TheoryError.self) {
      try FiniteGroupOptimum(of: problem, groupSize: 64, nonNegative: true)
    }
    #expect(
      error?.description
        == "polynomials of groups of 64 vanish to rounding between these success rates; ask for a smaller group or a longer range"
    )
  }

  /// The best polynomials all but vanish at an end: the time must be that of the weight all the same.
  @Test func polynomialsThatAllButVanishAreResolved() throws {
    let cases: [(clock: Clock, start: Double, target: Double, size: Int)] = [
      (.regular, 2.31e-5, 0.4373, 12), (.effective, 0.001, 0.9, 2), (.effective, 0.0001, 0.9, 2),
      (.effective, 0.00114, 0.2019, 6),
    ]
    for (clock, start, target, size) in cases {
      let problem = try MinimumTime(
        clock: clock, mobility: .vanilla, range: RateRange(from: start, to: target))
      let optimum = try FiniteGroupOptimum(of: problem, groupSize: size, nonNegative: false)
      #expect(abs(optimum.gap) <= 1e-9, "\(start) \(clock): \(optimum.gap)")
      let coefficients = try #require(optimum.bernsteinCoefficients)
      let polynomial = BernsteinPolynomial(coefficients: coefficients)
      let time = try problem.time(of: RateWeight { polynomial.value(at: $0.rate) }).value
      #expect(abs(time / optimum.time - 1) <= 1e-8)
    }
  }
}
