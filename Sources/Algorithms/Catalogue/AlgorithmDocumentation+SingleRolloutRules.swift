/// Rules for one rollout a prompt.
extension AlgorithmDocumentation {
  static let reinforce = AlgorithmDocumentation(
    "REINFORCE without a baseline", "Williams 1992", .code,
    defaults: "One rollout a prompt; there is nothing else to set.")

  static let batchMean = AlgorithmDocumentation(
    "REINFORCE with the mean of the batch", "textbook", .derived,
    defaults: "One rollout a prompt; there is nothing else to set.",
    [
      "The own rollout is part of the mean, which shrinks the gradient by 1 − 1/N for N rollouts in the batch.",
      "No library has exactly this rule; those that whiten take the mean over tokens, so that long responses weigh"
        + " more.",
    ])

  static let groupMean = AlgorithmDocumentation(
    "REINFORCE with the mean of the group", "textbook", .derived,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    ["GRPO's centring alone: (n − 1)/n times the advantages of RLOO."])

  static let reinforcePlusPlus = AlgorithmDocumentation(
    "REINFORCE++", "arXiv 2501.03262", .code,
    defaults: "One rollout a prompt, and PPO's clip of 0.2, which the libraries have too.",
    [
      Self.klIsASetting
        + " The paper puts a token-level KL into the rewards; OpenRLHF starts with coefficient 0.01 and k1, verl has"
        + " it off.",
      "TRL's nearest rule is leave-one-out followed by whitening over rollouts, which is another estimator.",
      "verl before 2026 cut the return at tool output inside a response.",
    ])

  static let reinforcePlusPlusBaseline = AlgorithmDocumentation(
    "REINFORCE++ with the mean of the group", "arXiv 2501.03262", .code,
    defaults: "PPO's clip of 0.2, which the libraries have too; 8 rollouts a prompt are this project's.",
    [
      "It does not divide by the deviation of the group; that is the difference to GRPO.",
      "A dead group's centred rewards are 0, yet libraries then subtract the mean of all tokens, which is 0 only where"
        + " the lengths of successes and failures agree.",
    ])

  static let remax = AlgorithmDocumentation(
    "ReMax", "arXiv 2310.10505", .code, defaults: "One rollout a prompt beside the greedy one.",
    ["It costs one greedy response a prompt, whose reward a log carries as greedyReward."])

  static let spo = AlgorithmDocumentation(
    "Single-stream policy optimization", "arXiv 2509.13232", .code,
    defaults:
      "Clip 0.2/0.28, dual clip 10 and ε = 1e-8 are the public recipe's; one rollout a prompt is the method.",
    [
      "The tracker's rate before the update is read from the log as trackerPrior; the tracker itself is no part of"
        + " the algorithm.",
      "Its public recipe samples prompts by √(ρ(1 − ρ)) + 0.05, which is no part of the algorithm either.",
    ])

  static let contrastiveReinforce = AlgorithmDocumentation(
    "C-RF", "arXiv 2606.17250", .code,
    defaults:
      "One rollout a prompt is the method; the clip 0.2/10, the threshold 0 and the kept tenth of verl-agent are its script's.",
    [
      "The convention verl-agent is that of a public reproduction, which is not the authors'.",
      "That reproduction labels rollouts ±1 and balances the two sides. The factor 1/2 of the balance depends on"
        + " whether both sides occur in the same micro-batch.",
      "The negative token filter, which keeps a tenth of a failure's tokens, belongs to the same paper; add it with"
        + " --set tokenFilter=lowestProbability.",
    ])

  static let flashReinforce = AlgorithmDocumentation(
    "FlashREINFORCE", "NVIDIA 2026", .secondary,
    defaults: "The limit 0.001 is the smaller of the two reported; one rollout a prompt is the method.",
    [
      "The limit of the trust region is 0.001 or 0.003, depending on the experiment.",
      "Ratio and trust region compare with behaviorLogProbs; where a log has none, with oldLogProbs.",
    ])
}
