/// GRPO and its nearest kin.
extension Readings {
  static var rloo: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 4, baseline: .leaveOneOut),
      .verl: Algorithm(
        groupSize: 4, baseline: leaveOneOut(.rawReward), surrogate: verlClip(), aggregation: .tokenMean),
      .verlVectorized: Algorithm(
        groupSize: 4, baseline: leaveOneOut(.zero), surrogate: verlClip(), aggregation: .tokenMean),
      .trl: Algorithm(
        groupSize: 2, baseline: leaveOneOut(.zero),
        surrogate: .clipped(ClippedSurrogate(level: .sequenceSum)),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .openrlhf: Algorithm(
        groupSize: 4, baseline: leaveOneOut(.refuse),
        surrogate: openRLHFClip(), aggregation: .tokenMean),
    ]
  }

  static var grpo: [Convention: Algorithm] {
    let clip = Surrogate.clipped(ClippedSurrogate())
    return [
      .paper: Algorithm(
        groupSize: 64, baseline: .groupMean, scale: .groupDeviation(Deviation(.population)), surrogate: clip,
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted),
        regularizer: .klInLoss(coefficient: 0.04, KLEstimator(.k3), importanceWeighted: false)),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward),
        scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)), surrogate: verlClip(),
        aggregation: .tokenMean),
      .trl: Algorithm(
        groupSize: 8, baseline: groupMean(.zero), scale: .groupDeviation(Deviation(.sample, epsilon: 1e-4)),
        surrogate: clip, aggregation: .tokenMean),
      .openrlhf: Algorithm(
        groupSize: 8, baseline: groupMean(.refuse), scale: .groupDeviation(Deviation(.sample, epsilon: 1e-9)),
        surrogate: openRLHFClip(), aggregation: .tokenMean),
      .oat: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-8)),
        surrogate: clip, aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
    ]
  }

  static var drGRPO: [Convention: Algorithm] {
    let clip = Surrogate.clipped(ClippedSurrogate())
    return [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean, surrogate: clip,
        aggregation: .constantLength(3000, emptyRollouts: .counted, sumsRollouts: false)),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward), surrogate: verlClip(),
        aggregation: .constantLength(nil, emptyRollouts: .dropped, sumsRollouts: false)),
      .verlJanuary: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward), surrogate: verlClip(),
        aggregation: .constantLength(nil, emptyRollouts: .counted, sumsRollouts: true)),
      .trl: Algorithm(
        groupSize: 8, baseline: .groupMean, surrogate: clip,
        aggregation: .constantLength(256, emptyRollouts: .counted, sumsRollouts: false)),
      .openrlhf: Algorithm(
        groupSize: 8, baseline: groupMean(.refuse),
        surrogate: openRLHFClip(), aggregation: .tokenMean),
      .oat: Algorithm(
        groupSize: 8, baseline: .groupMean, surrogate: clip,
        aggregation: .constantLength(3000, emptyRollouts: .counted, sumsRollouts: false)),
    ]
  }

  static var dapo: [Convention: Algorithm] {
    let penalty = RewardTransform.overlongPenalty(
      maximumLength: 20480, buffer: 4096, factor: 1, capped: false)
    return [
      .paper: Algorithm(
        groupSize: 16,
        rewardTransform: .overlongPenalty(maximumLength: 20480, buffer: 4096, factor: 1, capped: true),
        baseline: .groupMean, scale: .groupDeviation(Deviation(.population)),
        selection: .resampleDeadGroups(groupOfOne: .dropped),
        surrogate: .clipped(ClippedSurrogate(low: 0.2, high: 0.28)), aggregation: .tokenMean),
      .verl: Algorithm(
        groupSize: 16, rewardTransform: penalty, baseline: groupMean(.rawReward),
        scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)),
        selection: .resampleDeadGroups(groupOfOne: .kept),
        surrogate: verlClip(low: 0.2, high: 0.28, dual: 10),
        aggregation: .tokenMean),
      .trl: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-4)),
        surrogate: .clipped(ClippedSurrogate(low: 0.2, high: 0.28)), aggregation: .tokenMean),
    ]
  }
}
