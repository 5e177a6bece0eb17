import Algorithms
import Rollouts
import Testing

@Suite("Peers: advantages")
struct PeerAdvantageTests {
  /// Functions of token rewards and a mask; two of them refuse a batch, and so does the algorithm.
  @Test(arguments: PeerFamily.advantages.cases)
  func verl(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer)
    let algorithm = try peer.algorithm()
    guard peer.error == nil else {
      let refusal: AlgorithmError =
        peer.function == "compute_grpo_passk_outcome_advantage"
        ? .groupTooSmall(rule: "the second-best reward", groupSize: 1, minimum: 2)
        : .nothingToWhiten(count: 1, unit: .tokens)
      #expect(throws: refusal) { try algorithm.assignCredit(to: batch.batch) }
      return
    }
    try batch.batch.validate()
    let credit = try algorithm.assignCredit(to: batch.batch)
    try check(peer, "advantages", credit.advantages, in: batch)
    switch algorithm.isOutcomeLevel {
    case true: #expect(credit.returns == nil, "\(peer.id)")
    case false:
      let returns = try #require(credit.returns, "\(peer.id)")
      // Where the peer's returns equal its advantages they are not written down a second time.
      let expected = try #require((peer.outputs?["returns"] ?? peer.outputs?["advantages"])?.matrix)
      try peer.check("returns", rows: batch.inRows(positions: returns), against: expected, mask: batch.mask)
    }
  }

  @Test(arguments: PeerFamily.tokenNumbers.cases)
  func tokenByToken(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer)
    let credit = try peer.algorithm().assignCredit(to: batch.batch)
    let name = peer.function == "masked_whiten" ? "out" : "token_level_rewards"
    try check(peer, name, credit.advantages, in: batch)
  }

  @Test(arguments: PeerFamily.openRLHFAdvantages.cases)
  func openRLHF(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer, groupSize: peer.number("n_samples_per_prompt").map { Int($0) })
    let algorithm = try peer.algorithm()
    let credit = try algorithm.assignCredit(to: batch.batch)
    try check(peer, "advantages", credit.advantages, in: batch)
    if peer.params["estimator"]?.text == "reinforce" {
      let expected = try #require(peer.outputs?["returns"]?.matrix)
      let returns = try #require(credit.returns)
      try peer.check("returns", rows: batch.inRows(positions: returns), against: expected, mask: batch.mask)
    }
  }

  /// One advantage a row, in groups of consecutive rows.
  @Test(arguments: PeerFamily.trlLeaveOneOut.cases)
  func leaveOneOutOfTRL(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer, groupSize: peer.number("num_generations").map { Int($0) })
    let advantages = try peer.algorithm().advantages(for: batch.batch)
    try peer.check("advantages", batch.inRows(advantages))
  }

  /// Rewards come from several functions and are summed with weights.
  @Test(arguments: PeerFamily.trlGroups.cases)
  func groupsOfTRL(peer: PeerCase) throws {
    let perFunction = try #require(peer.params["rewards_per_func"]?.matrix)
    let weights = (peer.params["w"] ?? peer.params["reward_weights"])?.numbers
    let rewards = perFunction.map { row in
      zip(row, weights ?? row.map { _ in 1 }).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let size = try Int(#require(peer.number("num_generations")))
    let batch = Batch(rewards.map { Rollout(reward: $0, length: 1) }, groupSize: size)
    try peer.check("advantages", peer.algorithm().advantages(for: batch))
  }

  @Test(arguments: PeerFamily.trackers.cases)
  func trackers(peer: PeerCase) throws {
    func numbers(_ name: String) throws -> [Double] { try #require(peer.outputs?[name]?.numbers) }
    let rewards = try numbers("r")
    let distances = try numbers("D")
    var trackers = try zip(numbers("alpha"), numbers("beta")).map {
      RateTracker(successes: $0, failures: $1)
    }
    try peer.check("p_hats", trackers.map(\.rate))
    try peer.check("sampling_weight", trackers.map(\.samplingWeight))
    try peer.check("rho", distances.map(RateTracker.decay(distance:)))
    let batch = Batch(
      zip(rewards, trackers).map { Rollout(reward: $0, length: 1, trackerPrior: $1.rate) }, groupSize: 1)
    try peer.check("advantages", peer.algorithm().advantages(for: batch))
    for index in trackers.indices {
      trackers[index].update(
        reward: rewards[index], decay: RateTracker.decay(distance: distances[index]))
    }
    try peer.check("alpha_new", trackers.map(\.successes))
    try peer.check("beta_new", trackers.map(\.failures))
  }

  @Test func trackersBeginWithOfflineScores() {
    #expect(RateTracker(offlineScores: []) == RateTracker(successes: 0.5, failures: 0.5))
    let tracker = RateTracker(offlineScores: [1, 0, -1, 0.2, 0, 0, 0, 0])
    #expect(tracker.successes == 8 * 2.5 / 9)
    #expect(tracker.failures == 8 * 6.5 / 9)
  }

  private func check(_ peer: PeerCase, _ name: String, _ advantages: Advantages, in batch: PeerBatch) throws {
    let expected = try #require(peer.outputs?[name]?.matrix, "\(peer.id)")
    let rows =
      switch advantages {
      case .tokens(let tokens): batch.inRows(positions: tokens)
      case .rollouts(let rollouts):
        zip(batch.inRows(rollouts), batch.mask).map { advantage, mask in mask.map { _ in advantage } }
      }
    try peer.check(name, rows: rows, against: expected, mask: batch.mask)
    guard case .tokens(let tokens) = advantages, let columns = batch.batch.tokens else { return }
    for position in tokens.indices where !columns.counts(position) {
      #expect(tokens[position] == 0, "\(peer.id): position \(position) does not count")
    }
  }
}
