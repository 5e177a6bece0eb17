import Algorithms
import Policies
import PolicyGradientTheory
import Simulation
import Testing

/// The examples of the proofs, computed by the library: the names are those in Coq.
@Suite("Numbers of examples that are proved")
struct ProvedExampleTests {
  /// Compares to 1e-13 relative: a few dozen operations on doubles.
  static func check(_ observed: Double?, _ proved: Double, location: SourceLocation = #_sourceLocation) throws
  {
    let observed = try #require(observed, sourceLocation: location)
    #expect(
      abs(observed - proved) <= 1e-13 * abs(proved), "\(observed) against \(proved)", sourceLocation: location
    )
  }

  static func fiveResponses() throws -> ResponseTable {
    try TabularSoftmax(probabilities: [0.35, 0.25, 0.2, 0.15, 0.05]).responses(rewards: [1, 0, 1, 0, 1])
  }

  /// The examples five_response_variances_of_two_rollouts, …_of_four_rollouts and …_of_three_rollouts.
  @Test func variancesOfFiveResponses() throws {
    let moments = ScoreMoments(of: try Self.fiveResponses())
    let proved: [(algorithm: Algorithm, variance: Double)] = [
      (Algorithm(groupSize: 2, baseline: .none), 363 / 2000),
      (Algorithm(groupSize: 2, baseline: .groupMean), 183 / 4000),
      (Algorithm(groupSize: 2, baseline: .leaveOneOut), 183 / 1000),
      (Algorithm(groupSize: 4, baseline: .none), 363 / 4000),
      (Algorithm(groupSize: 4, baseline: .groupMean), 117 / 4000),
      (Algorithm(groupSize: 4, baseline: .leaveOneOut), 13 / 250),
      (try .named("raft", groupSize: 3), 25116 / 78125),
      (try .named("uniform-r", groupSize: 3), 819_059 / 1_250_000),
    ]
    for (algorithm, variance) in proved {
      try Self.check(moments.groupGradient(of: algorithm).variance, variance)
    }
  }

  /// The examples two_response_leave_one_out_variance_of_four and
  /// leave_one_out_is_noisier_than_no_baseline_for_two_responses.
  @Test func leaveOneOutLosesWithTwoResponses() throws {
    let table = try TabularSoftmax(probabilities: [0.9, 0.1]).responses(rewards: [1, 0])
    let moments = ScoreMoments(of: table)
    try Self.check(moments.leaveOneOutVariance(groupSize: 4), 63 / 2000)
    for size in [2, 3, 8, 64, 1024] {
      let none = try moments.groupGradient(of: Algorithm(groupSize: size, baseline: .none)).variance
      #expect(moments.leaveOneOutVariance(groupSize: size) > none)
    }
  }

  /// The example length_weighted_mean_with_own_rollout_is_biased.
  ///
  /// E g = (12, −13, 13, −12)/200 and ∇ρ = (30, −20, 20, −30)/200, so that the shrinkage is 31/65 and the part off the
  /// axis 3/26 of |∇ρ|.
  @Test func lengthWeightedMeanIsBiased() throws {
    let table = try TabularSoftmax(probabilities: [0.3, 0.2, 0.2, 0.3])
      .responses(rewards: [1, 0, 1, 0], lengths: [3, 1, 1, 3])
    func moments(_ ownRollout: GroupMean.OwnRollout) throws -> GradientMoments {
      try GroupEnumeration(table).moments(
        of: Algorithm(groupSize: 2, baseline: .lengthWeighted(ownRollout: ownRollout)))
    }
    let included = try moments(.included)
    try Self.check(included.shrinkage, 31 / 65)
    try Self.check(included.offAxisBias, 3 / 26)
    try Self.check(try moments(.excluded).shrinkage, 1)
  }

  /// The examples first_order_gain_without_filter, first_order_gain_with_filter and filter_pushes_up_the_worse_action.
  @Test func filterCostsGain() throws {
    let softmax = try FilteredSoftmax(
      probabilities: [0.4, 0.4, 0.15, 0.05], successRates: [0.5, 0.1, 0.8, 0.8])
    let plain = Algorithm.constantBaseline(0.4, groupSize: 1)
    var filtered = plain
    filtered.tokenFilter = .probabilityThreshold(0.2)
    try Self.check(softmax.successChange(along: softmax.expectedGradient(of: plain)), 2 / 100)
    try Self.check(softmax.successChange(along: softmax.expectedGradient(of: filtered)), 10848 / 1_000_000)
    let bias = zip(try softmax.expectedGradient(of: filtered), try softmax.expectedGradient(of: plain))
      .map { $0 - $1 }
    for (observed, proved) in zip(bias, [-12, 68, -42, -14]) {
      try Self.check(observed, Double(proved) / 1250)
    }
  }

  /// The example lock_in_of_a_dominant_bad_action.
  @Test func dominantBadTokenLocksIn() throws {
    let token = try DominantBadToken(probability: 0.8, alternativeSuccessRate: 0.2)
    try Self.check(token.unfilteredGradient, -32 / 1000)
    try Self.check(token.filteredGradient(baseline: 0.5), 48 / 1000)
  }

  /// The examples raft_of_four_in_the_quarter_policy, whose gradient of ρ is 3/16, and two of GRPO.
  @Test func effectiveWeightsOfExamples() throws {
    let raft = try EffectiveWeight(of: .named("raft", groupSize: 4))
    try Self.check(raft.value(at: 0.25) * 3 / 16, 525 / 1024)
    let grpo = try EffectiveWeight(of: .named("grpo", groupSize: 4))
    try Self.check(grpo.value(at: 0.5), (3 + 2 * 3.0.squareRoot()) / 4)
    try Self.check(grpo.value(at: 0.1), (27 + 82 * 3.0.squareRoot()) / 100)
  }
}
