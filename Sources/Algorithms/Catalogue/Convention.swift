/// Whose reading of an algorithm is meant, where papers and libraries use one name for several rules.
public enum Convention: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// The paper's, or this project's reading of it where the paper leaves something open.
  case paper
  /// verl 0.10, its defaults but for KL terms, which are a run's settings.
  case verl
  /// verl 0.10's vectorised variants, which disagree with the plain ones on groups of one.
  case verlVectorized = "verl-vectorized"
  /// verl 0.10's variants for responses with tool output inside.
  case verlMultiTurn = "verl-multi-turn"
  /// verl 0.8 of January 2026.
  case verlJanuary = "verl-2026-01"
  /// TRL 1.10.
  case trl
  /// OpenRLHF 0.11.
  case openrlhf
  /// Oat and understand-r1-zero, of Dr. GRPO's authors.
  case oat
  /// Minimal-RL, of Reinforce-Rej's authors.
  case minimalRL = "minimal-rl"
  /// The public C-RF reproduction on top of verl-agent.
  case verlAgent = "verl-agent"
  /// CurveRL's copy of MaxRL.
  case curverl
  /// GPG's own repository.
  case gpg

  /// Where the convention was read: repository and commit.
  public var source: String {
    switch self {
    case .paper: "the paper"
    case .verl, .verlVectorized, .verlMultiTurn: "verl-project/verl 1dda039b"
    case .verlJanuary: "volcengine/verl b178a3cd"
    case .trl: "huggingface/trl f2cd5771"
    case .openrlhf: "OpenRLHF/OpenRLHF 3c3be623"
    case .oat: "sail-sg/oat c1a074c3"
    case .minimalRL: "RLHFlow/Minimal-RL e3b49f09"
    case .verlAgent: "floatingstarZ/verl-agent 113f665c"
    case .curverl: "zhyzmath/CurveRL e98468b1"
    case .gpg: "AMAP-ML/GPG e096da8c"
    }
  }
}
