import GSLNumerics

/// Tokens, good and bad, by the probability q that the policy gives them: what a filter of failures has to tell apart.
///
/// A good token is one whose penalty would be false. Its q is drawn from one beta distribution, a bad one's from another.
/// A token shows up in failures in proportion to q (failure rates are the same within a class), so that there the laws are
/// Beta(α + 1, β): a probable token is penalised more often.
public struct FilterPopulation: Hashable, Sendable {
  /// The law of q of good tokens, Beta(α₁, β₁).
  public let good: BetaDistribution
  /// The law of q of bad tokens, Beta(α₀, β₀).
  public let bad: BetaDistribution
  /// The share of good tokens among the tokens of failed responses, on which only ranks depend.
  public let goodShare: Double

  /// The shapes that a law may have; beyond them GSL's incomplete beta function is not good to 1e-10.
  public static let shapes = 0.001...10_000.0

  /// A population of tokens by the shapes (α, β) of its two laws.
  ///
  /// - Throws: ``FilterError/outOfRange(name:value:legal:)`` unless all shapes lie within ``shapes``, and the share in [0, 1].
  public init(
    good: (alpha: Double, beta: Double), bad: (alpha: Double, beta: Double), goodShare: Double = 0.5
  ) throws {
    self.good = try Self.law(good, of: "good")
    self.bad = try Self.law(bad, of: "bad")
    self.goodShare = try checkedShare(goodShare, of: "the share of good tokens")
  }

  /// The law of q of the good tokens of failures, Beta(α₁ + 1, β₁).
  public var goodInFailures: BetaDistribution { good.raised }

  /// The law of q of the bad tokens of failures, Beta(α₀ + 1, β₀).
  public var badInFailures: BetaDistribution { bad.raised }

  /// The share of the tokens of failures whose log-odds are at most z, and the share of the others.
  func shares(splitAtLogOdds logOdds: Double) -> (below: Double, above: Double) {
    let (good, bad) = (goodInFailures, badInFailures)
    return (
      goodShare * good.cumulativeProbability(atLogOdds: logOdds)
        + (1 - goodShare) * bad.cumulativeProbability(atLogOdds: logOdds),
      goodShare * good.upperTailProbability(atLogOdds: logOdds)
        + (1 - goodShare) * bad.upperTailProbability(atLogOdds: logOdds)
    )
  }

  private static func law(_ law: (alpha: Double, beta: Double), of tokens: String) throws -> BetaDistribution
  {
    for (place, shape) in [("first", law.alpha), ("second", law.beta)] where !shapes.contains(shape) {
      throw FilterError.outOfRange(
        name: "the \(place) shape of the \(tokens) tokens", value: shape,
        legal: "between \(shapes.lowerBound) and \(Int(shapes.upperBound))")
    }
    return try BetaDistribution(alpha: law.alpha, beta: law.beta)
  }
}

/// A share or a probability between 0 and 1.
///
/// - Throws: ``FilterError/outOfRange(name:value:legal:)`` with its name.
func checkedShare(_ share: Double, of name: String) throws -> Double {
  guard share >= 0 && share <= 1 else {
    throw FilterError.outOfRange(name: name, value: share, legal: "between 0 and 1")
  }
  return share
}
