import Algorithms
import Rollouts
import Testing

extension PeerCase {
  /// The algorithm whose loss the peer's function computes from given advantages.
  func lossAlgorithm() throws -> Algorithm {
    var algorithm = try lossPreset()
    var settings: [String] = []
    func set(_ field: String, _ parameter: String) {
      if let value = number(parameter) { settings.append("surrogate.\(field)=\(value)") }
    }
    switch function {
    case "compute_policy_loss_vanilla" where library == "minimal_rl":
      // Its "vanilla" is the policy gradient, which has no bounds.
      break
    case "compute_policy_loss_vanilla", "compute_policy_loss", "compute_policy_loss_gspo":
      for parameter in ["clip_ratio", "cliprange"] { for field in ["low", "high"] { set(field, parameter) } }
      set("low", "clip_ratio_low")
      set("high", "clip_ratio_high")
      set("dual", "clip_ratio_c")
    case "compute_policy_loss_cispo":
      // verl's bounds are distances from 1; the lower one is off at 1 and beyond.
      let low = try max(0, 1 - #require(number("clip_ratio_low")))
      settings += try ["surrogate.low=\(low)", "surrogate.high=\(1 + #require(number("clip_ratio_high")))"]
    case "GRPOTrainer._compute_loss":
      if params["loss_type"]?.text == "cispo" {
        set("high", "epsilon_high")
      } else {
        settings += ["surrogate.low=0.2", "surrogate.high=0.2"]
        set("low", "eps_low")
        set("high", "eps_high")
        set("ratioCap", "delta")
      }
      if let beta = number("beta") {
        settings += ["regularizer=klInLoss", "regularizer.coefficient=\(beta)"]
        settings.append("regularizer.importanceWeighted=\(params["bias_kl"]?.flag ?? false)")
      }
    case "RLOOTrainer._compute_loss":
      set("low", "epsilon_low")
      set("high", "epsilon_high")
    case "PolicyLoss.forward":
      set("low", "clip_eps_low")
      set("high", "clip_eps_high")
      set("dual", "dual_clip")
      if params["token_level_loss"]?.flag == false {
        algorithm.aggregation = .sequenceMeanOfTokenMean(emptyRollouts: .dropped, epsilon: 1e-8)
      }
    default: break
    }
    algorithm = try settings.reduce(algorithm) { try $0.setting($1) }
    if let aggregation = try verlAggregation() { algorithm.aggregation = aggregation }
    return algorithm
  }

  private func lossPreset() throws -> Algorithm {
    switch (library, function) {
    case ("verl", "compute_policy_loss_vanilla"): return try AlgorithmPreset.grpo.algorithm(.verl)
    case ("verl", "compute_policy_loss_gspo"): return try AlgorithmPreset.gspo.algorithm(.verl)
    case ("verl", "compute_policy_loss_cispo"): return try AlgorithmPreset.cispo.algorithm(.verl)
    case ("verl", "compute_policy_loss_gpg"): return try AlgorithmPreset.gpg.algorithm(.verl)
    case ("verl", "compute_policy_loss_reinforce"): return try AlgorithmPreset.reinforce.algorithm(.verl)
    case ("verl", "agg_loss"), ("verl_jan2026", "agg_loss"): return try AlgorithmPreset.reinforce.algorithm()
    case ("minimal_rl", _):
      switch params["algorithm"]?.text {
      case "raft": return try AlgorithmPreset.raft.algorithm(.minimalRL)
      case "raft++": return try AlgorithmPreset.raftPlusPlus.algorithm(.minimalRL)
      default: return try AlgorithmPreset.reinforceRej.algorithm(.minimalRL)
      }
    case ("trl", "RLOOTrainer._compute_loss"): return try AlgorithmPreset.rloo.algorithm(.trl)
    case ("trl", "GRPOTrainer._compute_loss"):
      let isSequence = params["importance_sampling_level"]?.text == "sequence"
      switch params["loss_type"]?.text {
      case "grpo" where isSequence: return try AlgorithmPreset.gspo.algorithm(.trl)
      case "grpo":
        return try AlgorithmPreset.grpo.algorithm(.trl).setting("aggregation=sequenceMeanOfTokenMean")
      case "bnpo": return try AlgorithmPreset.grpo.algorithm(.trl)
      case "dapo": return try AlgorithmPreset.dapo.algorithm(.trl)
      case "cispo": return try AlgorithmPreset.cispo.algorithm(.trl)
      case "dr_grpo":
        return try AlgorithmPreset.drGRPO.algorithm(.trl).setting(
          "aggregation.length=\(#require(number("maxlen")))")
      default: break
      }
    case ("openrlhf", "PolicyLoss.forward"):
      let isSequence = params["policy_loss_type"]?.text == "gspo"
      return try (isSequence ? AlgorithmPreset.gspo : .grpo).algorithm(.openrlhf)
    default: break
    }
    throw UnreadableCase(id: id, reason: "no algorithm has this loss")
  }

  private func verlAggregation() throws -> Aggregation? {
    switch params["loss_agg_mode"]?.text {
    case "token-mean": return .tokenMean
    case "token-sum": return .tokenSum
    case "seq-mean-token-sum": return .sequenceMeanOfTokenSum(emptyRollouts: .dropped)
    case "seq-mean-token-mean": return .sequenceMeanOfTokenMean(emptyRollouts: .dropped, epsilon: 1e-8)
    case "seq-mean-token-sum-norm":
      let convention: Convention = library == "verl_jan2026" ? .verlJanuary : .verl
      var algorithm = try AlgorithmPreset.drGRPO.algorithm(convention)
      if let length = number("loss_scale_factor") {
        algorithm = try algorithm.setting("aggregation.length=\(length)")
      }
      return algorithm.aggregation
    default: return nil
    }
  }

  /// What the peer's batch is a part of.
  var global: GlobalBatch {
    func count(_ name: String) -> Int? {
      (params[name] ?? params["global_batch_info"]?[name])?.number.map { Int($0) }
    }
    return GlobalBatch(
      tokenCount: count("batch_num_tokens"), rolloutCount: count("global_batch_size"),
      workerCount: count("dp_size") ?? 1)
  }

  /// The advantages that the peer's loss was given; nil where the algorithm computes its own.
  func givenAdvantages(_ batch: PeerBatch) -> Advantages? {
    guard let value = PeerBatch.array(.advantages, of: self) else { return nil }
    if let matrix = value.matrix { return .tokens(batch.positions(matrix)) }
    return value.numbers.map { numbers in
      .rollouts(batch.batch.rollouts.indices.map { numbers[batch.row(of: $0)] })
    }
  }
}
