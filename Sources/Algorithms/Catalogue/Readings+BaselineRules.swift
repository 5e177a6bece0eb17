/// Other baselines and scales of a group.
extension Readings {
  static var gpg: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .liveGroupShare(epsilon: 0),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .gpg: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .liveGroupShare(epsilon: 1e-5),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward), scale: .nonzeroRewardShare, aggregation: .tokenMean),
    ]
  }

  static var opo: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 8, baseline: .lengthWeighted(ownRollout: .included)),
      .verl: Algorithm(
        groupSize: 8,
        baseline: .group(
          GroupMean(weight: .length(exponent: 1), ownRollout: .included, groupOfOne: .rawReward)),
        surrogate: verlClip(), aggregation: .tokenMean),
    ]
  }

  static var optimalTokenBaseline: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 8, baseline: .optimalToken(OptimalTokenBaseline(epsilon: 0))),
      .verl: Algorithm(
        groupSize: 8, baseline: .optimalToken(OptimalTokenBaseline()), surrogate: verlClip(),
        aggregation: .tokenMean),
      .verlMultiTurn: Algorithm(
        groupSize: 8, baseline: .optimalToken(OptimalTokenBaseline(alignment: .countedTokens)),
        surrogate: verlClip(), aggregation: .tokenMean),
    ]
  }
}
