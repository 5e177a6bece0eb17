/// How every convention reads the algorithms of the catalogue, and the building blocks that readings share.
enum Readings {
  /// A = W(ρ̂)(r − ρ̂), with ∓e where a group is dead.
  static func centred(_ curve: WeightCurve) -> Algorithm {
    Algorithm(groupSize: 8, baseline: .groupMean, promptWeight: .weighted(curve))
  }

  static func groupMean(_ groupOfOne: GroupMean.GroupOfOne) -> Baseline {
    .group(GroupMean(weight: .uniform, ownRollout: .included, groupOfOne: groupOfOne))
  }

  static func leaveOneOut(_ groupOfOne: GroupMean.GroupOfOne) -> Baseline {
    .group(GroupMean(weight: .uniform, ownRollout: .excluded, groupOfOne: groupOfOne))
  }

  /// verl's clipped surrogate; its dual clip is on by default.
  static func verlClip(low: Double = 0.2, high: Double = 0.2, dual: Double = 3) -> Surrogate {
    .clipped(ClippedSurrogate(low: low, high: high, dual: dual, logRatioLimit: 20))
  }

  static func openRLHFClip(low: Double = 0.2, high: Double = 0.2) -> Surrogate {
    .clipped(ClippedSurrogate(low: low, high: high, logRatioLimit: 20))
  }
}
