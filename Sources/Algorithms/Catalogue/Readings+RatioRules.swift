/// GRPO with another ratio.
extension Readings {
  static var gspo: [Convention: Algorithm] {
    func clip(logRatioLimit: Double?) -> Surrogate {
      .clipped(
        ClippedSurrogate(low: 3e-4, high: 4e-4, logRatioLimit: logRatioLimit, level: .sequenceMean))
    }
    return [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.population)),
        surrogate: clip(logRatioLimit: nil), aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward),
        scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)),
        surrogate: clip(logRatioLimit: 10),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .dropped, epsilon: 1e-8)),
      .trl: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-4)),
        surrogate: clip(logRatioLimit: nil), aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted)),
      .openrlhf: Algorithm(
        groupSize: 8, baseline: groupMean(.refuse), scale: .groupDeviation(Deviation(.sample, epsilon: 1e-9)),
        surrogate: clip(logRatioLimit: nil),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .dropped, epsilon: 1e-8)),
    ]
  }

  static var cispo: [Convention: Algorithm] {
    func capped(low: Double?, high: Double, limit: Double?) -> Surrogate {
      .cappedRatio(low: low, high: high, logRatioLimit: limit, over: .old)
    }
    return [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.population)),
        surrogate: capped(low: nil, high: 1.2, limit: nil), aggregation: .tokenMean),
      .verl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward),
        scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)),
        surrogate: capped(low: nil, high: 1.2, limit: 20), aggregation: .tokenMean),
      .trl: Algorithm(
        groupSize: 8, baseline: .groupMean, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-4)),
        surrogate: capped(low: nil, high: 5, limit: nil), aggregation: .tokenMean),
    ]
  }
}
