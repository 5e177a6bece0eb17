/// The peers' functions that one test reproduces.
///
/// Every function of the file belongs to exactly one family, so that no case is without a test.
enum PeerFamily: CaseIterable {
  case advantages, tokenNumbers, openRLHFAdvantages, trlLeaveOneOut, trlGroups, trackers, aggregations,
    verlLosses, trlLosses, openRLHFLosses, oat, gpg, contrastiveAdvantages, contrastiveLosses, groupFilters,
    overlongPenalties, klEstimates, klControllers

  var functions: [String] {
    switch self {
    case .advantages:
      [
        "compute_grpo_outcome_advantage", "compute_grpo_vectorized_outcome_advantage",
        "compute_grpo_passk_outcome_advantage", "compute_rloo_outcome_advantage",
        "compute_rloo_vectorized_outcome_advantage", "compute_opo_outcome_advantage",
        "compute_reinforce_plus_plus_outcome_advantage",
        "compute_reinforce_plus_plus_baseline_outcome_advantage", "compute_gpg_outcome_advantage",
        "compute_remax_outcome_advantage", "compute_optimal_token_baseline_advantage",
        "compute_multi_turn_optimal_token_baseline_advantage", "compute_raft_outcome_advantage",
        "compute_reinforce_rej_outcome_advantage", "compute_maxrl_outcome_advantage",
      ]
    case .tokenNumbers: ["masked_whiten", "compute_rewards"]
    case .openRLHFAdvantages: ["RemoteExperienceMaker.compute_advantages_and_returns"]
    case .trlLeaveOneOut: ["RLOOTrainer._generate_and_score_completions[advantage block]"]
    case .trlGroups: ["GRPOTrainer._generate_and_score_completions[advantage block]"]
    case .trackers: ["RaySPOTrainer.fit [advantage block]"]
    case .aggregations: ["agg_loss"]
    case .verlLosses:
      [
        "compute_policy_loss_vanilla", "compute_policy_loss_gspo", "compute_policy_loss_cispo",
        "compute_policy_loss_gpg", "compute_policy_loss_reinforce", "compute_policy_loss",
      ]
    case .trlLosses: ["GRPOTrainer._compute_loss", "RLOOTrainer._compute_loss"]
    case .openRLHFLosses: ["PolicyLoss.forward"]
    case .oat: ["compute_monte_carlo_advantages + pg loss block + masked_aggregator"]
    case .gpg: ["GRPOTrainer (GPG) advantage block; loss lines ported (3 lines)"]
    case .contrastiveAdvantages: ["compute_contrastive_reinforce_outcome_advantage"]
    case .contrastiveLosses: ["compute_c_rf_ntf_policy_loss"]
    case .groupFilters: ["RayDAPOTrainer.fit[filter_groups block]"]
    case .overlongPenalties:
      [
        "DAPORewardManager.__call__[overlong block]", "apply_overlong_penalty,apply_stop_properly_penalty",
      ]
    case .klEstimates: ["kl_penalty", "compute_approx_kl"]
    case .klControllers: ["AdaptiveKLController.update"]
    }
  }

  var cases: [PeerCase] { PeerFile.shared.cases.filter { functions.contains($0.function) } }
}
