import Rollouts

/// A baseline for every token position of a group, weighted by the score norms accumulated so far.
///
/// With G the reward to go, w_it = 1 − 2π_it + Σ_v π_it(v)² the squared norm of a token's score at the logits, times
/// the squared rollout weight where there is one, and W_it = Σ_{s ≤ t} w_is,
///
///     b_t = Σ_i G_it W_it / (Σ_i W_it + ε),  A_it = G_it − b_t
///
/// over the rollouts of the group that reach position t. A group of one has b = 0; where all W
/// vanish and ε = 0, b is the plain mean. Source: arXiv 2602.07078.
public struct OptimalTokenBaseline: Hashable, Sendable {
  /// How the responses of a group are laid side by side.
  public enum Alignment: String, CaseIterable, Sendable {
    /// By position; right where masks have no gaps.
    case position
    /// By the number of tokens that count so far; finished responses stay in the mean with nothing to come.
    case countedTokens
  }

  /// ε.
  public var epsilon: Double
  /// Whether b = 0 for the longest response beyond the length of the second longest, where it would otherwise be its own
  /// baseline.
  public var dropsTail: Bool
  /// How responses are laid side by side.
  public var alignment: Alignment

  /// A baseline of these conventions.
  public init(epsilon: Double = 1e-8, dropsTail: Bool = true, alignment: Alignment = .position) {
    self.epsilon = epsilon
    self.dropsTail = dropsTail
    self.alignment = alignment
  }

  var record: PartRecord {
    PartRecord(
      "optimalToken",
      [
        "epsilon": .number(epsilon), "dropsTail": .flag(dropsTail), "alignment": .text(alignment.rawValue),
      ])
  }

  init(_ record: PartRecord) throws {
    self.init(
      epsilon: try record.number("epsilon", in: 0...(.infinity)), dropsTail: try record.flag("dropsTail"),
      alignment: try record.word("alignment"))
  }
}
