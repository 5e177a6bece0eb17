/// The loss of a batch under an algorithm, and how much of it was clipped.
public struct SurrogateLoss: Hashable, Sendable {
  /// The loss, to be minimised.
  public var value = 0.0
  /// ∂loss/∂ℓ at every response position, in the layout of the batch's tokens; 0 where the mask leaves one out.
  ///
  /// With a ratio for a whole response it is that of the token form (GSPO-token): a token's own loss moves its own
  /// log-probability. Where a response's tokens share advantage, weight and filter, the two agree.
  public var gradient: [Double] = []
  /// The share of tokens whose clipped loss is strictly larger than the unclipped one.
  public var clipFraction = 0.0
  /// The share of tokens with a negative advantage and a ratio below its lower bound.
  public var clipFractionLow = 0.0
  /// The share of tokens with a positive advantage and a ratio above its upper bound.
  public var clipFractionHigh = 0.0
  /// The share of tokens whose loss the dual clip bounds.
  public var dualClipFraction = 0.0
  /// The mean over tokens of ℓ_old − ℓ, without any limit, an estimate of how far the policy has moved; 0 on policy.
  ///
  /// Where ratios divide by the sampler's log-probabilities, those take the place of ℓ_old.
  public var approximateKL = 0.0

  /// The loss of nothing.
  public init() {}
}
