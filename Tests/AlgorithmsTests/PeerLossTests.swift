import Algorithms
import Rollouts
import Testing

@Suite("Peers: losses")
struct PeerLossTests {
  /// A matrix of token losses: those of the policy gradient with ℓ := the loss and A := −1.
  @Test(arguments: PeerFamily.aggregations.cases)
  func aggregation(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer)
    let algorithm = try peer.algorithm()
    let advantages = Advantages.rollouts(batch.batch.rollouts.map { _ in -1 })
    let expected = try #require(peer.outputs?["loss"]?.number)
    guard !expected.isNaN else {
      #expect(throws: AlgorithmError.allMasked, "\(peer.id)") {
        try algorithm.loss(for: batch.batch, advantages: advantages, global: peer.global)
      }
      return
    }
    let loss = try algorithm.loss(for: batch.batch, advantages: advantages, global: peer.global)
    try peer.check("loss", loss.value)
  }

  @Test(arguments: PeerFamily.verlLosses.cases)
  func verl(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer)
    let loss = try self.loss(of: peer, in: batch)
    let metrics = peer.outputs?["metrics"] ?? .object(peer.outputs ?? [:])
    for (name, observed) in [
      ("pg_clipfrac", loss.clipFraction), ("ppo_kl", loss.approximateKL),
      ("pg_clipfrac_lower", loss.dualClipFraction),
    ] {
      let short = name.hasPrefix("pg_") ? String(name.dropFirst(3)) : name
      guard let expected = (metrics["actor/\(name)"] ?? metrics[short])?.number else { continue }
      try peer.check(name, against: expected, observed)
    }
  }

  @Test(arguments: PeerFamily.trlLosses.cases)
  func trl(peer: PeerCase) throws {
    var batch = try PeerBatch(of: peer)
    if peer.params["isw"]?.flag != true { batch.batch.tokens?.rolloutWeights = nil }
    if peer.params["old"]?.flag == false { batch.batch.tokens?.oldLogProbabilities = nil }
    let loss = try self.loss(of: peer, in: batch)
    let metrics = try #require(peer.outputs?["metrics"])
    if let expected = metrics["cispo_clip_ratio"]?.number {
      try peer.check("cispo_clip_ratio", against: expected, loss.clipFractionHigh)
    } else if peer.function == "GRPOTrainer._compute_loss",
      peer.params["importance_sampling_level"] == nil
    {
      // For ratios of sequences TRL counts sequences, not tokens.
      try peer.check("low_mean", against: metrics["clip_ratio/low_mean"]?.number, loss.clipFractionLow)
      try peer.check("high_mean", against: metrics["clip_ratio/high_mean"]?.number, loss.clipFractionHigh)
    }
  }

  @Test(arguments: PeerFamily.openRLHFLosses.cases)
  func openRLHF(peer: PeerCase) throws {
    let loss = try self.loss(of: peer, in: PeerBatch(of: peer))
    try peer.check("clip_ratio", loss.clipFraction)
    try peer.check("ppo_kl", loss.approximateKL)
  }

  /// From rewards to the loss, advantages included.
  @Test(arguments: PeerFamily.oat.cases)
  func oat(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer, groupSize: peer.number("num_samples").map { Int($0) })
    _ = try loss(of: peer, in: batch)
    try peer.check("advantages_seq", batch.inRows(peer.algorithm().advantages(for: batch.batch)))
  }

  /// The peer writes advantages down before it divides them by the share of live groups.
  @Test(arguments: PeerFamily.gpg.cases)
  func gpg(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer, groupSize: peer.number("num_generations").map { Int($0) })
    _ = try loss(of: peer, in: batch)
    let algorithm = try peer.algorithm()
    let share = try #require(peer.outputs?["inverse_alpha"]?.number)
    let divisor = if case .liveGroupShare(let epsilon) = algorithm.scale { share + epsilon } else { 1.0 }
    let advantages = try algorithm.advantages(for: batch.batch).map { $0 * divisor }
    try peer.check("advantages_seq", batch.inRows(advantages))
  }

  /// The labels, the trajectories' weights and the token filter, read off gradients.
  ///
  /// With A = −1 everywhere and losses summed, a token's gradient is 1 where the filter keeps it. The class-balanced
  /// gradient of −A ℓ is −A times the token's weight over the weights of its side, over the number of sides.
  @Test(arguments: PeerFamily.contrastiveAdvantages.cases)
  func contrastiveAdvantages(peer: PeerCase) throws {
    var batch = try PeerBatch(of: peer)
    let old = batch.batch.tokens?.oldLogProbabilities
    batch.batch.tokens?.logProbabilities = old
    let algorithm = try peer.algorithm()
    let labels = try algorithm.advantages(for: batch.batch)
    try peer.check("labels", batch.inRows(labels))
    let expected = try #require(peer.outputs?["advantages"]?.matrix)
    try peer.check(
      "advantages",
      rows: zip(batch.inRows(labels), batch.mask).map { label, mask in mask.map { label * $0 } },
      against: expected)

    var filter = try algorithm.setting("surrogate=policyGradient")
    filter.aggregation = .tokenSum
    let kept = try filter.loss(for: batch.batch, advantages: .rollouts(labels.map { _ in -1 })).gradient
    let rows = zip(batch.inRows(positions: kept), batch.inRows(labels)).map { row, label in
      row.map { label < 0 ? $0 : 0 }
    }
    try peer.check("ntf_mask", rows: rows, against: #require(peer.outputs?["ntf_mask"]?.matrix))

    let weights = try #require(peer.outputs?["traj_token_weight"]?.matrix)
    let balanced = try algorithm.setting("surrogate=policyGradient").setting("tokenFilter=none")
    let gradient = try batch.inRows(positions: balanced.loss(for: batch.batch).gradient)
    let rowLabels = batch.inRows(labels)
    func weight(of label: Double) -> Double {
      zip(weights, rowLabels).reduce(0) { $0 + ($1.1 == label ? $1.0.reduce(0, +) : 0) }
    }
    let sideCount = Double([1, -1].count { weight(of: $0) > 0 })
    try peer.check(
      "traj_token_weight", rows: gradient.map { $0.map { abs($0) } },
      against: zip(weights, rowLabels).map { row, label in
        row.map { $0 == 0 ? 0 : $0 / weight(of: label) / sideCount }
      })
  }

  @Test(arguments: PeerFamily.contrastiveLosses.cases)
  func contrastiveLoss(peer: PeerCase) throws {
    let loss = try self.loss(of: peer, in: PeerBatch(of: peer))
    try peer.check("ppo_kl", loss.approximateKL)
  }

  private func loss(of peer: PeerCase, in batch: PeerBatch) throws -> SurrogateLoss {
    let loss = try peer.algorithm().loss(
      for: batch.batch, advantages: peer.givenAdvantages(batch), global: peer.global)
    try check(peer, loss, in: batch)
    return loss
  }

  /// Compares value and gradient.
  ///
  /// TRL's RLOO gives an empty row the ratio 1 and so the loss −A, which moves no gradient; here it has no loss.
  private func check(_ peer: PeerCase, _ loss: SurrogateLoss, in batch: PeerBatch) throws {
    var value = loss.value
    if peer.function == "RLOOTrainer._compute_loss",
      case .rollouts(let advantages) = peer.givenAdvantages(batch)
    {
      let rollouts = batch.batch.rollouts
      for (index, rollout) in rollouts.enumerated() where rollout.length == 0 {
        value -= advantages[index] / Double(rollouts.count)
      }
    }
    try peer.check("loss", value)
    let expected = try #require(peer.outputs?["grad_log_prob"]?.matrix, "\(peer.id)")
    try peer.check(
      "grad_log_prob", rows: batch.inRows(positions: loss.gradient), against: expected, mask: batch.mask)
  }
}
