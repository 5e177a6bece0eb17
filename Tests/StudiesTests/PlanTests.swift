import Algorithms
import Foundation
import GSLNumerics
import PolicyGradientTheory
import Populations
import RunFiles
import Simulation
import Studies
import Testing

@Suite("Plans")
struct PlanTests {
  static let leaveOneOut = ("rloo", Algorithm(groupSize: 1, baseline: .leaveOneOut))
  static let mean = ("mean", Algorithm(groupSize: 1, baseline: .groupMean))

  static func relativeError(_ observed: Double?, _ expected: Double) -> Double {
    abs((observed ?? .nan) - expected) / abs(expected)
  }

  static func plan(
    _ source: PopulationSource, _ algorithms: [(String, Algorithm)] = [leaveOneOut], sizes: [Int] = [4],
    target: Double = 0.7, mobility: StepMetric = .natural, scoreSpread: Double = 10, seed: UInt64 = 1
  ) throws -> PlanAnalysis {
    try PlanAnalysis(
      of: source, algorithms: algorithms,
      settings: PlanSettings(
        groupSizes: sizes, target: target, mobility: mobility, stepSize: 1, scoreSpread: scoreSpread,
        seed: seed,
        resamples: 20))
  }

  /// Result 1.8, with class means of the score 1 apart.
  static func leaveOneOutVariance(at rate: Double, scoreSpread: Double, groupSize: Int) -> Double {
    let spread = rate * (1 - rate)
    return ScoreMoments(
      successProbability: rate, meanSquaredScoreNorm: scoreSpread + spread,
      successSquaredScoreNorm: rate * (scoreSpread + (1 - rate) * (1 - rate)),
      squaredGradientNorm: spread * spread
    ).leaveOneOutVariance(groupSize: groupSize)
  }

  @Test func sharesOfGroupsAreThoseOfTheRates() throws {
    let plan = try Self.plan(.rates([0, 0.2, 0.6, 1]), sizes: [8, 2, 8])
    #expect(plan.groups.map(\.groupSize) == [2, 8])
    for group in plan.groups {
      let n = Double(group.groupSize)
      let fail: Double = (1 + pow(0.8, n) + pow(0.4, n)) / 4
      let succeed: Double = (pow(0.2, n) + pow(0.6, n) + 1) / 4
      #expect(Self.relativeError(group.allFailShare.value, fail) <= 1e-13)
      #expect(Self.relativeError(group.allSucceedShare.value, succeed) <= 1e-13)
      #expect(Self.relativeError(group.deadShare.value, fail + succeed) <= 1e-13)
      #expect(Self.relativeError(group.groupsPerLiveGroup.value, 1 / (1 - fail - succeed)) <= 1e-12)
      #expect(group.deadShare.lower == nil && group.plugInDeadShare == nil)
    }
    #expect(plan.population.neverSucceed == 0.25 && plan.population.alwaysSucceed == 0.25)
  }

  /// Against the coupled equations.
  ///
  /// A Runge–Kutta method solves them for all prompts, with weights and variances asked for directly. The plan integrates
  /// one clock to 1e-6.
  @Test(arguments: [StepMetric.natural, .vanilla])
  func timesAreThoseOfTheCoupledEquations(mobility: StepMetric) throws {
    let rates = [0.02, 0.2, 0.6, 0.6, 0.9]
    var algorithm = Self.leaveOneOut.1
    algorithm.groupSize = 4
    let plan = try Self.plan(.rates(rates), target: 0.75, mobility: mobility)
    let weight = try EffectiveWeight(of: algorithm)
    let chi = 10.0
    let equation = DifferentialEquation(dimension: 5, relativeTolerance: 1e-9, absoluteTolerance: 1e-9) {
      _, logits in
      let rates = logits.map { 1 / (1 + exp(-$0)) }
      let weights = try rates.map(weight.value)
      let squares = rates.map { $0 * $0 * (1 - $0) * (1 - $0) }
      let variance = rates.map { Self.leaveOneOutVariance(at: $0, scoreSpread: chi, groupSize: 4) }.reduce(
        0, +)
      let signal = zip(weights, squares).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      let scale = (signal / squares.reduce(0, +)).squareRoot()
      return zip(rates, weights).map {
        signal / (signal + variance) * $1 / scale * (mobility == .natural ? 1 : $0 * (1 - $0))
      }
    }
    let solution = try equation.solution(
      from: 0, state: rates.map { log($0 / (1 - $0)) }, to: 1e5
    ) { _, logits in logits.reduce(0) { $0 + 1 / (1 + exp(-$1)) } / 5 - 0.75 }
    let expected = try #require(solution.knots.last?.time)
    #expect(Self.relativeError(plan.algorithms[0].groups[0].updates.value, expected) <= 1e-5)
  }

  /// The group mean is leave-one-out times 1 − 1/n, and no number of a plan depends on that but Ω itself.
  @Test func theScaleOfAnAlgorithmDoesNotMatter() throws {
    let plan = try Self.plan(
      .mixture(BetaMixture(parsing: "beta(1,3)")), [Self.leaveOneOut, Self.mean], sizes: [4, 8])
    for (left, right) in zip(plan.algorithms[0].groups, plan.algorithms[1].groups) {
      #expect(Self.relativeError(left.updates.value, right.updates.value ?? .nan) <= 1e-9)
      #expect(Self.relativeError(left.signalPerRollout.value, right.signalPerRollout.value ?? .nan) <= 1e-9)
      #expect(left.usefulShare == right.usefulShare)
    }
  }

  /// Leave-one-out at one rate: Var g in closed form (result 1.8), for every spread.
  @Test(arguments: [0.0, 1, 40])
  func theSignalPerRolloutHasItsClosedForm(spread: Double) throws {
    let rate = 0.3
    let square = rate * rate * (1 - rate) * (1 - rate)
    for group in try Self.plan(.rates([rate]), sizes: [2, 4, 32], scoreSpread: spread).algorithms[0].groups {
      let variance = Self.leaveOneOutVariance(at: rate, scoreSpread: spread, groupSize: group.groupSize)
      let expected = square * square / (square + variance) / Double(group.groupSize)
      // Interpolation on the grid of log-odds.
      #expect(Self.relativeError(group.signalPerRollout.value, expected) <= 1e-6)
    }
  }

  @Test func bandsShareOutPromptsAndGradient() throws {
    let plan = try Self.plan(.mixture(BetaMixture(parsing: "0.7*beta(1,9)+0.3*beta(6,2)")))
    let bands = plan.algorithms[0].groups[0].bands
    #expect(bands.count == 6)
    // Cells of less than 1e-12 of the prompts are left out; there are fewer than 600.
    for shares in [bands.compactMap(\.prompts.value), bands.compactMap(\.gradientShare.value)] {
      let sum: Double = shares.reduce(0, +)
      #expect(shares.count == 6 && abs(sum - 1) <= 600 * 1e-12)
    }
    // P(Beta(1, 9) < x) = 1 − (1 − x)⁹ and P(Beta(6, 2) < x) = 7x⁶ − 6x⁷.
    let rare: Double = 7 * pow(0.02, 6) - 6 * pow(0.02, 7)
    let hopeless: Double = 0.7 * (1 - pow(0.98, 9)) + 0.3 * rare
    #expect(Self.relativeError(bands[0].prompts.value, hopeless) <= 1e-9)
  }

  static func counts() throws -> ProbeCounts {
    try ProbeCounts((0..<120).map { ([0, 0, 0, 1, 2, 4, 6, 8, 8, 0][$0 % 10], 8) })
  }

  /// In pairs 1 − dead = 2 E[ρ(1 − ρ)], and k/m overstates the deaths by E[ρ(1 − ρ)]/m on each side.
  @Test func pluggingInOverstatesDeadGroups() throws {
    let plan = try Self.plan(.counts(Self.counts()), sizes: [2])
    let group = plan.groups[0]
    let live = 1 - (group.deadShare.value ?? .nan)
    #expect(Self.relativeError(group.expectedPlugInDeadShare?.value, 1 - live * (1 - 1.0 / 8)) <= 1e-12)
    let observed = try Self.counts().mean {
      let rate = Double($0.successes) / 8
      return rate * rate + (1 - rate) * (1 - rate)
    }
    #expect(group.plugInDeadShare == observed)
  }

  @Test func countsHaveIntervals() throws {
    let plan = try Self.plan(.counts(Self.counts()), sizes: [4, 8])
    let values =
      plan.groups.map(\.deadShare) + plan.algorithms[0].groups.flatMap { [$0.updates, $0.usefulShare] }
    for value in values {
      let (lower, middle, upper) = try (#require(value.lower), #require(value.value), #require(value.upper))
      #expect(lower < middle && middle < upper)
    }
    let probes = try #require(plan.probes)
    #expect(probes.attempts == 8 && probes.observedAllFail == 0.4 && probes.observedAllSucceed == 0.2)
    #expect(!probes.fitIsPoor)
  }

  @Test(
    arguments: [
      (
        [0, 0, 0.5], 0.7,
        "prompts that never succeed, or less than once in a million, keep the mean success rate below 0.3333, and the target is 0.7"
      ),
      (
        [0.5, 0.9], 0.6,
        "the mean success rate is 0.7 already, which is no less than the target 0.6"
      ),
    ] as [([Double], Double, String)])
  func aTargetOutOfReachHasAReason(rates: [Double], target: Double, reason: String) throws {
    let rule = try Self.plan(.rates(rates), target: target).algorithms[0].groups[0]
    #expect(rule.updates.value == nil && rule.rolloutsPerPrompt.value == nil)
    #expect(rule.unreachable == reason)
  }

  @Test(arguments: [(0, "succeeded"), (4, "failed")])
  func probesWithoutBothOutcomesAreRefused(successes: Int, missing: String) throws {
    let counts = try ProbeCounts([(successes, 4), (successes, 4)])
    let error = #expect(throws: RunError.self) { try Self.plan(.counts(counts)) }
    #expect(
      error?.description
        == "none of 2 prompts ever \(missing); a plan needs successes and failures: probe more prompts, or each more often"
    )
  }

  /// Nothing lies between hopeless, even and solved: the likelihood is flat towards the bounds of the shapes, and what it says
  /// of the hopeless is that they do not move.
  @Test func aPopulationWithoutAMiddleHasIntervalsAndACeiling() throws {
    let counts = try ProbeCounts((0..<1000).map { ($0 < 500 ? 0 : $0 < 800 ? 16 : 8, 16) })
    let plan = try Self.plan(.counts(counts), sizes: [8])
    let dead = plan.groups[0].deadShare
    let (lower, upper) = try (#require(dead.lower), #require(dead.upper))
    // 0.8, and 0.2 · 2⁻⁷ of the even ones.
    #expect(lower < 0.8016 && 0.8016 < upper)
    #expect(
      plan.algorithms[0].groups[0].unreachable?.hasPrefix("prompts that never succeed, or less than once")
        == true)
  }

  /// A group of one under the group mean has no advantage.
  @Test func aRuleWithoutSignalIsNotRecommended() throws {
    let plan = try Self.plan(.rates([0.2, 0.5]), [Self.mean], sizes: [1])
    #expect(plan.algorithms[0].recommendation.groupSize.value == nil)
    #expect(plan.algorithms[0].groups[0].usefulShare.value == 0)
    #expect(
      plan.algorithms[0].groups[0].unreachable
        == "the effective weight is not positive at success rate 0.2, where prompts stand still or fall"
    )
    #expect(
      plan.advice[0] == "mean: no group size has any signal: every group is dead, or the rule ignores it.")
  }

  /// The upper percentile of 41 numbers is the last but one, finite beside infinity: position 0.975 · 40 = 39.
  @Test func aPercentileBesideInfinityIsANumber() {
    let resamples = (1...40).map(Double.init) + [.infinity]
    let value = BoundedValue(value: 20, resamples: resamples)
    #expect(value.lower == 2 && value.upper == 40)
    #expect(BoundedValue(value: 20, resamples: [1, .infinity]).upper == .infinity)
  }

  /// Equal rates merge, and many rates become at most 200 that move: the mean over the quantiles of a smooth population.
  @Test func manyRatesAreCompressed() throws {
    let mixture = try BetaMixture(parsing: "beta(2,5)")
    let rates = try mixture.population(count: 3000).rates
    let listed = try Self.plan(.rates(rates)).algorithms[0].groups[0].updates.value
    let whole = try Self.plan(.mixture(mixture)).algorithms[0].groups[0].updates.value
    // Cells of 1/200 of the prompts and of 0.05 in the log-odds: midpoint rules with errors below 1e-3 here.
    #expect(Self.relativeError(listed, whole ?? .nan) <= 1e-3)
  }

  @Test(
    arguments: [
      ([], 0.8, 0.1, 10, "there is no group size; give at least one"),
      ([0], 0.8, 0.1, 10, "a group size is 0; it must be between 1 and 1024"),
      ([4], 1, 0.1, 10, "the target is 1.0; it must be between 0 and 1, both excluded"),
      ([4], 0.8, 0, 10, "the step size is 0.0; it must be a finite number above 0"),
      ([4], 0.8, 0.1, -1, "the score spread is -1.0; it must be a finite number of 0 or more"),
    ] as [([Int], Double, Double, Double, String)])
  func settingsOutOfRangeAreNamed(
    sizes: [Int], target: Double, stepSize: Double, scoreSpread: Double, message: String
  ) {
    let error = #expect(throws: RunError.self) {
      try PlanSettings(groupSizes: sizes, target: target, stepSize: stepSize, scoreSpread: scoreSpread)
    }
    #expect(error?.description == message)
  }
}
