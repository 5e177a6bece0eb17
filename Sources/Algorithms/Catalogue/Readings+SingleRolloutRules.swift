/// One rollout a prompt.
extension Readings {
  static var spo: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 1, baseline: .tracker,
        scale: .batchWhitening(Deviation(.sample, epsilon: 1e-8), over: .rollouts),
        surrogate: .clipped(ClippedSurrogate(low: 0.2, high: 0.28, dual: 10)), aggregation: .tokenMean)
    ]
  }

  static var contrastiveReinforce: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 1, baseline: .batchMean(over: .rollouts),
        promptWeight: .weighted(.inverseVariance, rate: .batch)),
      .verlAgent: Algorithm(
        groupSize: 1, rewardTransform: .labels(threshold: 0),
        tokenFilter: .lowestProbability(keepFraction: 0.1, minimum: 1),
        surrogate: .clipped(ClippedSurrogate(low: 0.2, high: 10)),
        aggregation: .classBalanced(over: .trajectories)),
    ]
  }

  static var flashReinforce: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 1, baseline: .batchMean(over: .rollouts), selection: .sequenceTrustRegion(limit: 1e-3),
        surrogate: .cappedRatio(low: nil, high: nil, logRatioLimit: nil, over: .behavior),
        aggregation: .sequenceMeanOfTokenMean(emptyRollouts: .counted))
    ]
  }
}
