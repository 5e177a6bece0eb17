import Algorithms
import GSLNumerics
import Policies

/// An algorithm and how the rollouts of an update are drawn: all that decides what a token is penalised for.
///
/// Advantages are the algorithm's own. Their signs and ratios are decided in exact integers: in floating point a sum that is
/// 0 gets a sign, and the probability of a penalty is wrong in the first digit.
public struct PenaltyScheme: Sendable {
  /// Which rollouts are drawn.
  enum Kind: Sendable {
    /// n rollouts of one prompt.
    case group(GroupPenaltyRule)
    /// One rollout of each of n prompts.
    case singleRollouts(SingleRolloutPenaltyRule)
  }

  /// The algorithm.
  public let algorithm: Algorithm
  /// What the results leave out or take for granted, as phrases.
  public let assumptions: [String]
  let kind: Kind

  /// Groups of n rollouts of one prompt, n being the algorithm's group size.
  ///
  /// - Parameters:
  ///   - algorithm: an algorithm of counts; its token filter matters in trees.
  ///   - batchRate: the success rate R of every other prompt of the batch, for rules that read it whole.
  /// - Throws: ``TheoryError`` where the advantage depends on more than counts, on a batch whose rate is missing, or on what
  ///   comes from outside; `AlgorithmError` where the rule is not defined for groups of this size.
  public init(groupsOf algorithm: Algorithm, batchRate: Double? = nil) throws {
    var rule = algorithm
    rule.tokenFilter = .none
    try rule.checkBaselineIsKnown()
    let groupRule = try GroupPenaltyRule(rule, batchRate: batchRate)
    kind = .group(groupRule)
    self.algorithm = algorithm
    var assumptions = algorithm.setAside.map { "\($0.name) set aside: \($0.summary)" }
    if let batchRate, rule.partBeyondGroups != nil {
      assumptions.append("every prompt of the batch has success rate \(batchRate)")
    }
    if algorithm.selection.resamplesDeadGroups { assumptions.append("per group that is generated") }
    if !groupRule.hasExactSigns {
      assumptions.append("signs decided to twelve digits, as advantages are no fractions")
    }
    self.assumptions = assumptions
  }

  /// One rollout of each of n prompts, of which one has the token.
  ///
  /// The token's logit is the prompt's own, so that the other rollouts act on it through the batch alone.
  ///
  /// - Parameters:
  ///   - algorithm: an algorithm of counts; its group size counts as 1.
  ///   - otherRates: the success rates of the other n − 1 prompts, none or more.
  /// - Throws: ``TheoryError`` where the advantage depends on more than rewards, or on what comes from outside, or where a
  ///   rate lies outside [0, 1]; `AlgorithmError` where the rule is not defined for single rollouts.
  public init(singleRolloutsOf algorithm: Algorithm, otherRates: [Double]) throws {
    var rule = algorithm
    rule.groupSize = 1
    rule.tokenFilter = .none
    try rule.checkBaselineIsKnown()
    try rule.checkCountsDecide()
    for rate in otherRates { _ = try checked(rate) }
    kind = .singleRollouts(try SingleRolloutPenaltyRule(rule, otherRates: otherRates))
    self.algorithm = algorithm
    assumptions = algorithm.setAside.map { "\($0.name) set aside: \($0.summary)" }
  }

  /// n, over which C and G are means.
  public var rolloutCount: Int {
    switch kind {
    case .group(let rule): rule.groupSize
    case .singleRollouts(let rule): rule.rolloutCount
    }
  }

  /// What a token of the first position gets.
  ///
  /// - Throws: ``TheoryError/filterNeedsTree(summary:)`` for an algorithm with a token filter, which reads more
  ///   than this token.
  public func penalty(of token: SharedToken) throws -> FalsePenalty {
    guard algorithm.tokenFilter == .none else {
      throw TheoryError.filterNeedsTree(summary: algorithm.tokenFilter.summary)
    }
    return try penalty(of: TokenClasses(token))
  }

  /// What every token of a tree gets, its token filter included, in the order of the nodes without the root.
  ///
  /// - Throws: ``TheoryError/filterNotOfTokens(summary:)`` for a random token filter;
  ///   ``TheoryError/groupTooLargeForTrees(value:largest:)`` for groups of more than ``largestGroupInTrees``; `AlgorithmError` from
  ///   the token filter.
  public func penalties(of tree: SequenceTree) throws -> [FalsePenalty] {
    try check(canAnalyse: tree)
    let classes = try TreeClasses(of: tree, filter: algorithm.tokenFilter)
    return try tree.nodes.indices.dropFirst().map { try penalty(of: classes.classes(of: $0)) }
  }

  /// Refuses what ``penalties(of:)`` would refuse of a tree.
  ///
  /// - Throws: as ``penalties(of:)``.
  public func check(canAnalyse tree: SequenceTree) throws {
    if case .random = algorithm.tokenFilter {
      throw TheoryError.filterNotOfTokens(summary: algorithm.tokenFilter.summary)
    }
    let needsCounts = algorithm.tokenFilter != .none || tree.nodes.contains { $0.depth > 1 }
    if case .group(let rule) = kind, needsCounts { try rule.checkSizeForTrees() }
  }

  /// The largest group whose penalties are summed where a rollout may miss the token's prefix: two counts for each outcome
  /// make O(n³ log n).
  public static let largestGroupInTrees = 128

  func penalty(of classes: TokenClasses) throws -> FalsePenalty {
    let penalty =
      switch kind {
      case .group(let rule): try rule.penalty(of: classes)
      case .singleRollouts(let rule): rule.penalty(of: classes)
      }
    let masses = [
      penalty.negativeCoefficientMass, penalty.positiveCoefficientMass, penalty.negativeLogitMass,
      penalty.positiveLogitMass, penalty.expectedCoefficient, penalty.expectedLogitGradient,
    ]
    guard masses.allSatisfy(\.isFinite) else { throw TheoryError.advantagesTooLarge }
    return penalty
  }
}

extension Algorithm {
  /// Refuses baselines that a prompt brings along: C and G of single tokens depend on them.
  func checkBaselineIsKnown() throws {
    switch baseline {
    case .greedy, .tracker: throw TheoryError.unknownBaseline(summary: baseline.summary)
    default: break
    }
  }
}
