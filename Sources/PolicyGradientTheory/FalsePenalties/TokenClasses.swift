import GSLNumerics

/// Where a rollout passes relative to a token, by its outcome: six probabilities that sum to 1.
///
/// They decide what a rollout does to the token's logit: on the token (1 − π) times its advantage, on another token of the
/// same prefix −π times, elsewhere nothing. Failures whose choice at the prefix a token filter leaves out count as
/// elsewhere.
public struct TokenClasses: Hashable, Sendable {
  /// The probabilities of the three places of rollouts of one outcome.
  public struct Places: Hashable, Sendable {
    /// The token.
    public var token: Double
    /// Another token of the same prefix.
    public var sibling: Double
    /// Another prefix.
    public var elsewhere: Double

    /// All but the token.
    var rest: Double { sibling + elsewhere }

    /// Their sum, the probability of the outcome.
    public var total: Double { token + sibling + elsewhere }

    /// What a rollout adds to G over its advantage, in expectation: (1 − π) on the token, −π beside it.
    func logitPull(_ probability: Double) -> Double { (1 - probability) * token - probability * sibling }

    /// How many of m rollouts of this outcome are on the token.
    func tokenCount(of rollouts: Int) throws -> BinomialDistribution {
      try BinomialDistribution(
        trials: rollouts, successWeight: token, failureWeight: rest)
    }

    /// How many of m rollouts of this outcome that are not on the token are on its siblings.
    func siblingCount(of rollouts: Int) throws -> BinomialDistribution {
      try BinomialDistribution(trials: rollouts, successWeight: sibling, failureWeight: elsewhere)
    }
  }

  /// π(token | prefix).
  public let probability: Double
  /// Successes.
  public let success: Places
  /// Failures.
  public let failure: Places
  /// Q(h, a) − V(h).
  public let trueAdvantage: Double
  /// Whether every choice of a failure trains its token.
  let trainsAllFailures: Bool

  init(
    probability: Double, success: Places, failure: Places, trueAdvantage: Double, trainsAllFailures: Bool
  ) {
    self.probability = probability
    self.success = success
    self.failure = failure
    self.trueAdvantage = trueAdvantage
    self.trainsAllFailures = trainsAllFailures
  }

  /// A token of the first position.
  public init(_ token: SharedToken) {
    let rest = 1 - token.visit
    self.init(
      probability: token.visit,
      success: Places(
        token: token.visit * token.successVisited, sibling: rest * token.successUnvisited, elsewhere: 0),
      failure: Places(
        token: token.visit * (1 - token.successVisited), sibling: rest * (1 - token.successUnvisited),
        elsewhere: 0),
      trueAdvantage: token.trueAdvantage, trainsAllFailures: true)
  }

  /// Whether every rollout is on the token or on one of its siblings.
  var coversAllRollouts: Bool { success.elsewhere == 0 && failure.elsewhere == 0 }
}
