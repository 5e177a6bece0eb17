import Algorithms
import Testing

extension PeerCase {
  /// The catalogue's algorithm that the peer's function computes, under the peer's convention and parameters.
  func algorithm() throws -> Algorithm {
    try reading().map { preset, convention, settings in
      try settings.reduce(preset.algorithm(convention)) { try $0.setting($1) }
    } ?? lossAlgorithm()
  }

  private typealias Reading = (AlgorithmPreset, Convention, settings: [String])

  /// `field=value` of a parameter; nothing where the case leaves it at its default.
  private func setting(_ field: String, _ parameter: String) -> [String] {
    number(parameter).map { ["\(field)=\($0)"] } ?? []
  }

  private func reading() throws -> Reading? {
    let january = library == "verl_jan2026"
    let normalises = params["norm_adv_by_std_in_grpo"]?.flag ?? true
    switch function {
    case "compute_grpo_outcome_advantage", "compute_grpo_vectorized_outcome_advantage":
      return normalises
        ? (.grpo, .verl, setting("scale.epsilon", "epsilon")) : (.drGRPO, january ? .verlJanuary : .verl, [])
    case "compute_grpo_passk_outcome_advantage":
      return (.maxAtN, .verl, normalises ? setting("scale.epsilon", "epsilon") : ["scale=none"])
    case "compute_rloo_outcome_advantage": return (.rloo, .verl, [])
    case "compute_rloo_vectorized_outcome_advantage": return (.rloo, .verlVectorized, [])
    case "compute_opo_outcome_advantage": return (.opo, .verl, [])
    case "compute_reinforce_plus_plus_outcome_advantage":
      return (.reinforcePlusPlus, january ? .verlJanuary : .verl, setting("credit.discount", "gamma"))
    case "masked_whiten": return (.reinforcePlusPlus, .verl, ["credit.discount=0"])
    case "compute_rewards":
      return (
        .reinforcePlusPlus, .verl,
        ["scale=none", "credit.discount=0", "regularizer=klInReward", "regularizer.over=tokens"]
          + setting("regularizer.coefficient", "kl_ratio")
      )
    case "compute_reinforce_plus_plus_baseline_outcome_advantage":
      return (.reinforcePlusPlusBaseline, .verl, [])
    case "compute_gpg_outcome_advantage": return (.gpg, .verl, [])
    case "compute_remax_outcome_advantage": return (.remax, .verl, [])
    case "compute_optimal_token_baseline_advantage":
      return (.optimalTokenBaseline, .verl, try tokenBaselineSettings())
    case "compute_multi_turn_optimal_token_baseline_advantage":
      return (.optimalTokenBaseline, .verlMultiTurn, try tokenBaselineSettings())
    case "compute_raft_outcome_advantage": return (.raft, .minimalRL, [])
    case "compute_reinforce_rej_outcome_advantage": return (.reinforceRej, .minimalRL, [])
    case "compute_maxrl_outcome_advantage":
      return (.maxrl, .curverl, setting("promptWeight.epsilon", "epsilon"))
    case "compute_contrastive_reinforce_outcome_advantage", "compute_c_rf_ntf_policy_loss":
      return (.contrastiveReinforce, .verlAgent, contrastiveSettings())
    case "GRPOTrainer._generate_and_score_completions[advantage block]": return try trlGroupReading()
    case "RLOOTrainer._generate_and_score_completions[advantage block]": return trlLeaveOneOutReading()
    case "RemoteExperienceMaker.compute_advantages_and_returns": return try openRLHFReading()
    case "compute_monte_carlo_advantages + pg loss block + masked_aggregator":
      let preset: AlgorithmPreset = params["critic_type"]?.text == "drgrpo" ? .drGRPO : .grpo
      return (
        preset, .oat,
        setting("surrogate.low", "cliprange") + setting("surrogate.high", "cliprange")
          + (preset == .grpo
            ? setting("scale.epsilon", "std_eps") : setting("aggregation.length", "generate_max_length"))
      )
    case "GRPOTrainer (GPG) advantage block; loss lines ported (3 lines)":
      // Without `adjust_gd` the group's deviation takes the place of the share of live groups.
      let deviation = ["scale=groupDeviation", "scale.deviation=sample", "scale.epsilon=1e-4"]
      return (.gpg, .gpg, params["adjust_gd"]?.flag == true ? [] : deviation)
    case "RayDAPOTrainer.fit[filter_groups block]": return (.dapo, .verl, ["rewardTransform=none"])
    case "DAPORewardManager.__call__[overlong block]":
      return (
        .dapo, .verl,
        setting("rewardTransform.maximumLength", "max_resp_len")
          + setting("rewardTransform.buffer", "overlong_buffer_len")
          + setting("rewardTransform.factor", "penalty_factor")
      )
    case "apply_overlong_penalty,apply_stop_properly_penalty":
      return (
        .dapo, .paper,
        setting("rewardTransform.maximumLength", "max_new_tokens")
          + setting("rewardTransform.buffer", "overlong_buffer_len")
          + setting("rewardTransform.factor", "overlong_penalty_factor")
      )
    case "RaySPOTrainer.fit [advantage block]": return (.spo, .paper, setting("scale.epsilon", "std_eps"))
    default: return nil
    }
  }

  private func tokenBaselineSettings() throws -> [String] {
    let parameter = try #require(params["handle_zero_tail"])
    let dropsTail = try #require(parameter.flag as Bool?)
    return setting("baseline.epsilon", "epsilon") + ["baseline.dropsTail=\(dropsTail)"]
  }

  /// Where the loss makes the token filter itself, it ranks every row by the current policy; where it takes the
  /// filter of the advantage function, whole trajectories were ranked by the old one.
  private func contrastiveSettings() -> [String] {
    let isPrecomputed = params["use_precomputed_ntf_mask"]?.flag ?? true
    let weighsTrajectories = params["use_traj_token_weight"]?.flag ?? true
    return setting("tokenFilter.keepFraction", "ntf_keep_ratio")
      + setting("tokenFilter.minimum", "ntf_min_keep_tokens")
      + [
        "rewardTransform.threshold=\(number("positive_threshold").map { "\($0)" } ?? "none")",
        "tokenFilter.ranking=\(isPrecomputed ? "beforeUpdate" : "everyStep")",
        "aggregation.over=\(weighsTrajectories ? "trajectories" : "rollouts")",
      ] + setting("surrogate.low", "cliprange_low") + setting("surrogate.high", "cliprange_high")
  }

  private func trlGroupReading() throws -> Reading {
    switch params["scale_rewards"]?.text {
    case "batch":
      return (
        .grpo, .trl, ["scale=batchDeviation", "scale.deviation=sample", "scale.epsilon=1e-4"]
      )
    case "none": return (.drGRPO, .trl, [])
    case let scale:
      try #require(scale == "group" || scale == nil)
      return (.grpo, .trl, [])
    }
  }

  private func trlLeaveOneOutReading() -> Reading {
    let normalises = params["normalize_advantages"]?.flag ?? false
    let beta = number("beta") ?? 0
    let clip = params["reward_clip_range"]?.numbers
    return (
      normalises ? .reinforcePlusPlus : .rloo, .trl,
      (beta > 0 ? ["regularizer=klInReward", "regularizer.coefficient=\(beta)"] : [])
        + (clip.map {
          ["rewardTransform=clipped", "rewardTransform.low=\($0[0])", "rewardTransform.high=\($0[1])"]
        } ?? [])
    )
  }

  private func openRLHFReading() throws -> Reading {
    let keepsDeviation = params["no_std_norm"]?.flag != true
    let coefficient = number("kl_coef") ?? 0
    let penalty =
      coefficient > 0
      ? [
        "regularizer=klInReward", "regularizer.over=tokens", "regularizer.coefficient=\(coefficient)",
        "regularizer.estimator=\(params["kl_estimator"]?.text ?? "k1")", "regularizer.valueLimit=10",
      ] : []
    let centring = keepsDeviation ? [] : ["scale=batchCentring", "scale.over=tokens"]
    switch params["estimator"]?.text {
    case "rloo": return (.rloo, .openrlhf, penalty)
    case "group_norm": return (.grpo, .openrlhf, penalty)
    case "dr_grpo": return (.drGRPO, .openrlhf, penalty)
    case "reinforce_baseline": return (.reinforcePlusPlusBaseline, .openrlhf, penalty + centring)
    case "reinforce":
      return (.reinforcePlusPlus, .openrlhf, penalty + centring + setting("credit.discount", "gamma"))
    case let estimator: throw UnreadableCase(id: id, reason: "estimator \(estimator ?? "none")")
    }
  }
}

/// A case that no algorithm of the catalogue computes.
struct UnreadableCase: Error {
  let id: String
  let reason: String
}
