import Algorithms
import Rollouts
import Testing

@Suite("Peers: filters, penalties, KL, controllers, and the whole of the file")
struct PeerTests {
  /// Which groups dynamic sampling keeps: those whose losses count.
  @Test(arguments: PeerFamily.groupFilters.cases)
  func dynamicSampling(peer: PeerCase) throws {
    let batch = try PeerBatch(of: peer)
    var rollouts = batch.batch
    for index in rollouts.rollouts.indices { rollouts.rollouts[index].length = 1 }
    var tokens = ResponseTokens(positionCounts: rollouts.rollouts.map(\.length))
    tokens.logProbabilities = rollouts.rollouts.map { _ in -1 }
    rollouts.tokens = tokens
    let algorithm = try peer.algorithm().setting("surrogate=policyGradient")
    let gradient = try algorithm.loss(
      for: rollouts, advantages: .rollouts(rollouts.rollouts.map { _ in 1 })
    ).gradient
    let kept = batch.inRows(gradient).enumerated().filter { $0.element != 0 }.map(\.offset)
    try peer.check("kept_traj_idxs", kept.map { Double($0) })
    let groups = try #require(PeerBatch.array(.groups, of: peer)?.numbers)
    let keptGroups = kept.reduce(into: [Double]()) { if !$0.contains(groups[$1]) { $0.append(groups[$1]) } }
    try peer.check("kept_prompt_uids", keptGroups)
    try peer.check("num_prompt_in_batch", Double(keptGroups.count))
  }

  @Test(arguments: PeerFamily.overlongPenalties.cases)
  func overlongPenalty(peer: PeerCase) throws {
    let lengths = try #require((peer.params["lengths"] ?? peer.params["response_length"])?.numbers)
    let rewards = try #require((peer.params["scores"] ?? peer.params["rewards"])?.numbers)
    let batch = Batch(
      zip(rewards, lengths).map { Rollout(reward: $0, length: Int($1)) }, groupSize: rewards.count)
    let transform = try peer.algorithm().rewardTransform
    let shaped = try Algorithm(groupSize: rewards.count, rewardTransform: transform).advantages(for: batch)
    try peer.check(peer.outputs?["rewards"] == nil ? "overlong" : "rewards", shaped)
  }

  /// verl clamps k3 alone, OpenRLHF every estimate.
  @Test(arguments: PeerFamily.klEstimates.cases)
  func klEstimates(peer: PeerCase) throws {
    let isVerl = peer.function == "kl_penalty"
    let name = try #require(peer.params[isVerl ? "kl_penalty" : "kl_estimator"]?.text)
    let plain = name.hasSuffix("+") ? String(name.dropLast()) : name
    let kind = try #require(KLEstimator.Kind(rawValue: plain == "abs" ? "absolute" : plain))
    let estimator = KLEstimator(
      kind, logRatioLimit: isVerl ? 20 : nil, valueLimit: isVerl && kind != .k3 ? nil : 10,
      usesGradientOfK2: name.hasSuffix("+"))
    let current = try #require(PeerBatch.array(.current, of: peer)?.matrix)
    let reference = try #require(PeerBatch.array(.reference, of: peer)?.matrix)
    let estimates = zip(current, reference).map { rows in
      zip(rows.0, rows.1).map { estimator.estimate(logProbability: $0, reference: $1) }
    }
    try peer.check(
      "kl", rows: estimates.map { $0.map(\.value) }, against: #require(peer.outputs?["kl"]?.matrix))
    guard let gradient = peer.outputs?["grad_log_prob_of_sum"]?.matrix else { return }
    try peer.check(
      "grad_log_prob_of_sum", rows: estimates.map { $0.map(\.derivative) }, against: gradient)
  }

  @Test(arguments: PeerFamily.klControllers.cases)
  func adaptiveController(peer: PeerCase) throws {
    var controller = try AdaptiveKLController(
      coefficient: #require(peer.number("init_kl_coef")), target: #require(peer.number("target_kl")),
      horizon: #require(peer.number("horizon")))
    let updates = try #require(peer.params["updates"]?.matrix)
    let coefficients = updates.map { update in
      controller.update(kl: update[0], rolloutCount: Int(update[1]))
      return controller.coefficient
    }
    try peer.check("values", coefficients)
  }

  @Test func everyFunctionHasExactlyOneTest() {
    let functions = PeerFamily.allCases.flatMap(\.functions)
    #expect(Set(functions).count == functions.count)
    #expect(Set(functions) == Set(PeerFile.shared.cases.map(\.function)))
    #expect(PeerFamily.allCases.reduce(0) { $0 + $1.cases.count } == PeerFile.shared.cases.count)
  }

  /// How many cases every function of every library has, so that none drops out of the file unnoticed.
  @Test func everyCaseIsInTheFile() {
    let counts: [String: Int] = [
      "crf/compute_c_rf_ntf_policy_loss": 42,
      "crf/compute_contrastive_reinforce_outcome_advantage": 48,
      "curverl/compute_maxrl_outcome_advantage": 5,
      "gpg/GRPOTrainer (GPG) advantage block; loss lines ported (3 lines)": 4,
      "minimal_rl/compute_policy_loss": 12,
      "minimal_rl/compute_policy_loss_vanilla": 6,
      "minimal_rl/compute_raft_outcome_advantage": 6,
      "minimal_rl/compute_reinforce_rej_outcome_advantage": 6,
      "oat/compute_monte_carlo_advantages + pg loss block + masked_aggregator": 6,
      "openrlhf/PolicyLoss.forward": 29,
      "openrlhf/RemoteExperienceMaker.compute_advantages_and_returns": 33,
      "openrlhf/apply_overlong_penalty,apply_stop_properly_penalty": 1,
      "openrlhf/compute_approx_kl": 6,
      "spo/RaySPOTrainer.fit [advantage block]": 1,
      "trl/GRPOTrainer._compute_loss": 34,
      "trl/GRPOTrainer._generate_and_score_completions[advantage block]": 13,
      "trl/RLOOTrainer._compute_loss": 4,
      "trl/RLOOTrainer._generate_and_score_completions[advantage block]": 12,
      "verl/AdaptiveKLController.update": 1,
      "verl/DAPORewardManager.__call__[overlong block]": 2,
      "verl/agg_loss": 49,
      "verl/compute_gpg_outcome_advantage": 6,
      "verl/compute_grpo_outcome_advantage": 20,
      "verl/compute_grpo_passk_outcome_advantage": 10,
      "verl/compute_grpo_vectorized_outcome_advantage": 8,
      "verl/compute_multi_turn_optimal_token_baseline_advantage": 16,
      "verl/compute_opo_outcome_advantage": 10,
      "verl/compute_optimal_token_baseline_advantage": 16,
      "verl/compute_policy_loss_cispo": 7,
      "verl/compute_policy_loss_gpg": 10,
      "verl/compute_policy_loss_gspo": 12,
      "verl/compute_policy_loss_reinforce": 4,
      "verl/compute_policy_loss_vanilla": 22,
      "verl/compute_reinforce_plus_plus_baseline_outcome_advantage": 11,
      "verl/compute_reinforce_plus_plus_outcome_advantage": 28,
      "verl/compute_remax_outcome_advantage": 5,
      "verl/compute_rewards": 1,
      "verl/compute_rloo_outcome_advantage": 10,
      "verl/compute_rloo_vectorized_outcome_advantage": 10,
      "verl/kl_penalty": 14,
      "verl/masked_whiten": 2,
      "verl_jan2026/agg_loss": 12,
      "verl_jan2026/compute_reinforce_plus_plus_outcome_advantage": 8,
      "verl_recipe/RayDAPOTrainer.fit[filter_groups block]": 5,
    ]
    let found = Dictionary(grouping: PeerFile.shared.cases) { "\($0.library)/\($0.function)" }
    #expect(found.mapValues(\.count) == counts)
    #expect(Set(PeerFile.shared.cases.map(\.id)).count == PeerFile.shared.cases.count)
  }

  /// What peers report beside the numbers that are compared, with the reason why it is not.
  @Test func everyOutputIsComparedOrExcused() {
    let compared: Set = [
      "advantages", "returns", "out", "loss", "grad_log_prob", "metrics", "ppo_kl",
      "clip_ratio", "labels", "ntf_mask", "traj_token_weight", "advantages_seq", "inverse_alpha",
      "token_level_rewards", "kl", "grad_log_prob_of_sum", "kept_traj_idxs", "kept_prompt_uids",
      "num_prompt_in_batch", "rewards", "overlong", "values", "p_hats", "sampling_weight", "rho", "alpha",
      "beta",
      "r", "D", "alpha_new", "beta_new",
    ]
    let excused: Set = [
      // C-RF's shares are of the tokens of one side; Minimal-RL's are compared as verl's.
      "clipfrac", "clipfrac_lower",
      // Statistics on the way, which the advantages contain.
      "is_std_zero", "frac_reward_zero_std", "group_reward_std", "prompt_std", "traj_scores",
      // OpenRLHF's correction for another sampler, "None" in every case of the catalogue.
      "vllm_kl",
    ]
    for peer in PeerFile.shared.cases {
      for name in peer.outputs.map({ Array($0.keys) }) ?? [] {
        #expect(compared.contains(name) || excused.contains(name), "\(peer.id): \(name)")
      }
      #expect(peer.outputs != nil || peer.error != nil, "\(peer.id)")
    }
  }
}
