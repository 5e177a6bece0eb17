/// Rules that look at the whole batch.
extension Readings {
  static var reinforcePlusPlus: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 1, baseline: .batchMean(over: .rollouts),
        scale: .batchDeviation(Deviation(.population)), surrogate: .clipped(ClippedSurrogate())),
      .verl: Algorithm(
        groupSize: 1,
        scale: .batchWhitening(Deviation(.sample, epsilon: 1e-8, placement: .insideRoot), over: .tokens),
        credit: .rewardToGo(discount: 1, gaps: .skipped), surrogate: verlClip(), aggregation: .tokenMean),
      .verlJanuary: Algorithm(
        groupSize: 1,
        scale: .batchWhitening(Deviation(.sample, epsilon: 1e-8, placement: .insideRoot), over: .tokens),
        credit: .rewardToGo(discount: 1, gaps: .reset), surrogate: verlClip(), aggregation: .tokenMean),
      .trl: Algorithm(
        groupSize: 2, baseline: leaveOneOut(.zero),
        scale: .batchWhitening(Deviation(.sample, epsilon: 1e-4), over: .rollouts),
        surrogate: .clipped(ClippedSurrogate(level: .sequenceSum)),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .openrlhf: Algorithm(
        groupSize: 1,
        scale: .batchWhitening(Deviation(.population, epsilon: 1e-8, placement: .floor), over: .tokens),
        credit: .rewardToGo(discount: 1, gaps: .stepped), surrogate: openRLHFClip(), aggregation: .tokenMean),
    ]
  }

  static var reinforcePlusPlusBaseline: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .batchWhitening(Deviation(.population), over: .rollouts),
        surrogate: .clipped(ClippedSurrogate())),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward),
        scale: .batchWhitening(Deviation(.sample, epsilon: 1e-8, placement: .insideRoot), over: .tokens),
        surrogate: verlClip(), aggregation: .tokenMean),
      .openrlhf: Algorithm(
        groupSize: 8, baseline: groupMean(.refuse),
        scale: .batchWhitening(Deviation(.population, epsilon: 1e-8, placement: .floor), over: .tokens),
        surrogate: openRLHFClip(), aggregation: .tokenMean),
    ]
  }

  static var remax: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 1, baseline: .greedy),
      .verl: Algorithm(
        groupSize: 1, baseline: .greedy, credit: .rewardToGo(discount: 1, gaps: .skipped),
        surrogate: verlClip(),
        aggregation: .tokenMean),
    ]
  }
}
