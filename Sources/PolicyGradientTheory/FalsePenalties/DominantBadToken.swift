/// A probable token that never succeeds, and what a filter makes of it (result 4.9).
///
/// The token has probability q above the filter's threshold, all its alternatives below, and their mean success rate is Q̄;
/// ρ = (1 − q) Q̄. Its own failures are filtered out, those of its alternatives are not: if the baseline exceeds Q̄ they push
/// it up more than their successes push it down, and the expected update locks the bad token in.
public struct DominantBadToken: Sendable {
  /// q.
  public let probability: Double
  /// Q̄, the mean success rate of the alternatives.
  public let alternativeSuccessRate: Double

  /// A bad token and its alternatives.
  ///
  /// - Throws: ``FilterError/outOfRange(name:value:legal:)`` unless both lie in [0, 1].
  public init(probability: Double, alternativeSuccessRate: Double) throws {
    self.probability = try checkedShare(probability, of: "the probability of the token")
    self.alternativeSuccessRate = try checkedShare(
      alternativeSuccessRate, of: "the success rate of the alternatives")
  }

  /// The success rate ρ = (1 − q) Q̄, below Q̄, which is also what the baseline of a group is on average.
  public var successProbability: Double { (1 - probability) * alternativeSuccessRate }

  /// The expected gradient in the token's logit without a filter, −q (1 − q) Q̄ for every baseline that is independent of the
  /// rollout: the token is always unlearned.
  public var unfilteredGradient: Double { -probability * (1 - probability) * alternativeSuccessRate }

  /// The expected gradient in the token's logit with the filter, q (1 − q) (b − Q̄).
  ///
  /// Only the mean b of a baseline counts that is independent of the rollout. Leave-one-out has b = ρ and the gradient
  /// −q² (1 − q) Q̄: with the baseline of a group the filter slows the unlearning down, and reverses nothing.
  public func filteredGradient(baseline: Double) -> Double {
    probability * (1 - probability) * (baseline - alternativeSuccessRate)
  }

  /// Whether the filter makes the expected update raise the bad token: for 0 < q < 1, whether Q̄ < b.
  public func reversesUpdate(baseline: Double) -> Bool { filteredGradient(baseline: baseline) > 0 }
}
