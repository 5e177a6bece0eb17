extension AlgorithmPreset {
  /// Title, paper and remarks of the algorithm.
  public var documentation: AlgorithmDocumentation {
    switch self {
    case .reinforce: .reinforce
    case .batchMean: .batchMean
    case .groupMean: .groupMean
    case .reinforcePlusPlus: .reinforcePlusPlus
    case .reinforcePlusPlusBaseline: .reinforcePlusPlusBaseline
    case .remax: .remax
    case .rloo: .rloo
    case .grpo: .grpo
    case .drGRPO: .drGRPO
    case .dapo: .dapo
    case .gspo: .gspo
    case .cispo: .cispo
    case .gpg: .gpg
    case .opo: .opo
    case .scoreNorm: .scoreNorm
    case .optimalTokenBaseline: .optimalTokenBaseline
    case .raft: .raft
    case .raftPlusPlus: .raftPlusPlus
    case .reinforceRej: .reinforceRej
    case .maxrl: .maxrl
    case .passAtK: .passAtK
    case .maxAtN: .maxAtN
    case .spo: .spo
    case .contrastiveReinforce: .contrastiveReinforce
    case .flashReinforce: .flashReinforce
    case .linearR: .linearR
    case .sqrtR: .sqrtR
    case .plateauR: .plateauR
    case .uniformR: .uniformR
    }
  }
}
