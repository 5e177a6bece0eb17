extension AlgorithmPreset {
  /// The algorithm under every convention that defines it; the paper's is always there.
  public var conventions: [Convention: Algorithm] {
    switch self {
    case .reinforce:
      [
        .paper: Algorithm(groupSize: 1),
        .verl: Algorithm(groupSize: 1, aggregation: .sequenceMeanOfTokenSum(emptyRollouts: .dropped)),
      ]
    case .batchMean: [.paper: Algorithm(groupSize: 1, baseline: .batchMean(over: .rollouts))]
    case .groupMean: [.paper: Algorithm(groupSize: 8, baseline: .groupMean)]
    case .reinforcePlusPlus: Readings.reinforcePlusPlus
    case .reinforcePlusPlusBaseline: Readings.reinforcePlusPlusBaseline
    case .remax: Readings.remax
    case .rloo: Readings.rloo
    case .grpo: Readings.grpo
    case .drGRPO: Readings.drGRPO
    case .dapo: Readings.dapo
    case .gspo: Readings.gspo
    case .cispo: Readings.cispo
    case .gpg: Readings.gpg
    case .opo: Readings.opo
    case .scoreNorm: [.paper: Algorithm(groupSize: 8, baseline: .scoreNormWeighted(ownRollout: .included))]
    case .optimalTokenBaseline: Readings.optimalTokenBaseline
    case .raft: Readings.raft
    case .raftPlusPlus: Readings.raftPlusPlus
    case .reinforceRej: Readings.reinforceRej
    case .maxrl: Readings.maxrl
    case .passAtK:
      [
        .paper: Algorithm(
          groupSize: 8, promptWeight: .weighted(.passAtK(4), allFail: .formula, allSuccess: .formula))
      ]
    case .maxAtN: Readings.maxAtN
    case .spo: Readings.spo
    case .contrastiveReinforce: Readings.contrastiveReinforce
    case .flashReinforce: Readings.flashReinforce
    case .linearR: [.paper: Readings.centred(.linear(epsilon: 0))]
    case .sqrtR: [.paper: Readings.centred(.squareRoot)]
    case .plateauR: [.paper: Readings.centred(.plateau(threshold: 0.5, base: .grpo))]
    case .uniformR: [.paper: Readings.centred(.inverseVariance)]
    }
  }
}
