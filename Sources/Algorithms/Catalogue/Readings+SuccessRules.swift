/// Rules that favour successes, or groups by their successes.
extension Readings {
  /// The mean over a prompt's successes: A = r/ρ̂.
  static let meanOverSuccesses = PromptWeight.weighted(
    .linear(epsilon: 0), allFail: .advantage(0), allSuccess: .formula)

  static let minimalRLClip = Surrogate.clipped(ClippedSurrogate(dual: 3))

  static var raft: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 4, promptWeight: meanOverSuccesses, selection: .positivesOnly),
      .minimalRL: Algorithm(
        groupSize: 4, selection: .positivesOnly, aggregation: .tokenMean),
    ]
  }

  static var raftPlusPlus: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 4, promptWeight: meanOverSuccesses, selection: .positivesOnly,
        surrogate: .clipped(ClippedSurrogate())),
      .minimalRL: Algorithm(
        groupSize: 4, selection: .positivesOnly, surrogate: minimalRLClip, aggregation: .tokenMean),
    ]
  }

  static var reinforceRej: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 4, baseline: .constant(0.5), selection: .dropDeadGroups(groupOfOne: .dropped),
        surrogate: .clipped(ClippedSurrogate())),
      .minimalRL: Algorithm(
        groupSize: 4, selection: .dropDeadGroups(groupOfOne: .kept), surrogate: minimalRLClip,
        aggregation: .tokenMean),
    ]
  }

  static var maxrl: [Convention: Algorithm] {
    [
      .paper: Algorithm(
        groupSize: 8, baseline: .groupMean,
        promptWeight: .weighted(.linear(epsilon: 0), allFail: .advantage(0), allSuccess: .advantage(0))),
      .curverl: Algorithm(
        groupSize: 8, baseline: groupMean(.rawReward),
        promptWeight: .weighted(.linear(epsilon: 1e-6), allFail: .formula, allSuccess: .formula)),
    ]
  }

  static var maxAtN: [Convention: Algorithm] {
    [
      .paper: Algorithm(groupSize: 8, baseline: .runnerUp, selection: .bestOfGroup),
      .verl: Algorithm(
        groupSize: 8, baseline: .runnerUp, scale: .groupDeviation(Deviation(.sample, epsilon: 1e-6)),
        selection: .bestOfGroup, surrogate: verlClip(), aggregation: .tokenMean),
    ]
  }
}
