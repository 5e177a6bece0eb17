/// What the negative weights of an update fell on.
public struct PenaltyReport: Hashable, Sendable {
  /// What a penalised token is, by its advantage A = Q − V and a margin ε ≥ 0.
  ///
  /// With exact probabilities and ε → 0 a token is good where A > 0, as theory has it. A right step of a policy that is
  /// nearly sure has an A near 0 that no sampling tells from 0; what marks it is that success is still there.
  public enum Verdict: Hashable, Sendable {
    /// A ≥ −ε and Q > ε: it cost nothing, and the response could still succeed. The penalty is false.
    case good
    /// A ≥ −ε and Q ≤ ε: it cost nothing, because nothing was left to lose.
    case neutral
    /// A < −ε: the penalty is deserved.
    case harmful
  }

  /// A penalised token.
  public struct Penalty: Hashable, Sendable {
    /// The sum of the weights of its score, below 0.
    public let weight: Double
    /// What the token is worth.
    public let advantage: TokenAdvantage
    /// What that makes it.
    public let verdict: Verdict

    init(weight: Double, advantage: TokenAdvantage, margin: Double) {
      self.weight = weight
      self.advantage = advantage
      verdict =
        advantage.value < -margin ? .harmful : advantage.after.value > margin ? .good : .neutral
    }
  }

  /// All penalised tokens, in the order in which rollouts have them.
  public let penalties: [Penalty]

  /// The part of the negative weight that fell on tokens with a verdict, between 0 and 1; nil where none is negative.
  public func share(of verdict: Verdict) -> Double? {
    let total = penalties.reduce(0) { $0 + $1.weight }
    guard total < 0 else { return nil }
    let fallen = penalties.filter { $0.verdict == verdict }
    return fallen.isEmpty ? 0 : fallen.reduce(0) { $0 + $1.weight } / total
  }

  /// The part of the negative weight that fell on good tokens; nil where none is negative.
  public var falsePenaltyShare: Double? { share(of: .good) }
}
