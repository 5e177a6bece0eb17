/// What a token gets in one update, exactly: how often and how much it is penalised.
///
///     C = (1/n) Σ_{i on the token} A_i,        G = C − π (1/n) Σ_{i at its prefix} A_i
///
/// over the n rollouts of the update. C is the net *coefficient* of log π(token | prefix), G the gradient of the token's
/// own *logit*; these are two notions, equal only where the advantages at the prefix sum to 0. A penalty is false where the
/// token is good. Sources: results 4.1–4.6.
public struct FalsePenalty: Hashable, Sendable {
  /// Q(h, a) − V(h), positive for a good token.
  public let trueAdvantage: Double
  /// P(C < 0).
  public let negativeCoefficientProbability: Double
  /// E max(−C, 0).
  public let negativeCoefficientMass: Double
  /// P(C > 0).
  public let positiveCoefficientProbability: Double
  /// E max(C, 0).
  public let positiveCoefficientMass: Double
  /// P(G < 0).
  public let negativeLogitProbability: Double
  /// E max(−G, 0).
  public let negativeLogitMass: Double
  /// P(G > 0).
  public let positiveLogitProbability: Double
  /// E max(G, 0).
  public let positiveLogitMass: Double
  /// E C, which depends on what a baseline subtracts from all rewards alike (result 4.3).
  public let expectedCoefficient: Double
  /// E G; Ω_n(ρ) q(1 − q)(p₁ − p₀) for every rule of counts without a token filter (result 4.2).
  public let expectedLogitGradient: Double
  /// P(C < 0) by a normal law, close in large groups; nil for single rollouts, and where the law has no variance.
  ///
  /// For centred rules Φ(−(p₁ − p₀)/√(p₁(1−p₁)/(nq) + p₀(1−p₀)/(n(1−q)))) (result 4.4), for others Φ(−E C/sd C).
  public let gaussianApproximation: Double?
  /// The same for P(G < 0).
  public let gaussianLogitApproximation: Double?
}

extension FalsePenalty {
  init(
    trueAdvantage: Double, coefficient: SignedSums, logit: SignedSums,
    approximations: (coefficient: Double?, logit: Double?)
  ) {
    self.init(
      trueAdvantage: trueAdvantage,
      negativeCoefficientProbability: min(1, coefficient.negative.probability),
      negativeCoefficientMass: coefficient.negative.mass,
      positiveCoefficientProbability: min(1, coefficient.positive.probability),
      positiveCoefficientMass: coefficient.positive.mass,
      negativeLogitProbability: min(1, logit.negative.probability), negativeLogitMass: logit.negative.mass,
      positiveLogitProbability: min(1, logit.positive.probability), positiveLogitMass: logit.positive.mass,
      expectedCoefficient: coefficient.mean, expectedLogitGradient: logit.mean,
      gaussianApproximation: approximations.coefficient,
      gaussianLogitApproximation: approximations.logit)
  }
}
