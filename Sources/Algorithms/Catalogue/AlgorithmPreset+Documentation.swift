extension AlgorithmPreset {
  /// Title, paper and remarks of the algorithm.
  public var documentation: AlgorithmDocumentation {
    switch self {
    case .reinforce, .batchMean, .groupMean, .reinforcePlusPlus, .reinforcePlusPlusBaseline, .remax, .spo,
      .contrastiveReinforce, .flashReinforce:
      singleRolloutDocumentation
    case .rloo, .grpo, .drGRPO, .dapo, .gspo, .cispo, .gpg, .opo, .scoreNorm, .optimalTokenBaseline:
      groupDocumentation
    default: successDocumentation
    }
  }

  private var singleRolloutDocumentation: AlgorithmDocumentation {
    switch self {
    case .reinforce: AlgorithmDocumentation("REINFORCE without a baseline", "Williams 1992", .code)
    case .batchMean:
      AlgorithmDocumentation(
        "REINFORCE with the mean of the batch", "textbook", .derived,
        [
          "The own rollout is part of the mean, which shrinks the gradient by 1 − 1/N for N rollouts in the batch.",
          "No library has exactly this rule; those that whiten take the mean over tokens, so that long responses weigh"
            + " more.",
        ])
    case .groupMean:
      AlgorithmDocumentation(
        "REINFORCE with the mean of the group", "textbook", .derived,
        ["GRPO's centring alone: (n − 1)/n times the advantages of RLOO."])
    case .reinforcePlusPlus:
      AlgorithmDocumentation(
        "REINFORCE++", "arXiv 2501.03262", .code,
        [
          Self.klIsASetting
            + " The paper puts a token-level KL into the rewards; OpenRLHF starts with coefficient 0.01 and k1, verl has"
            + " it off.",
          "TRL's nearest rule is leave-one-out followed by whitening over rollouts, which is another estimator.",
          "verl before 2026 cut the return at tool output inside a response.",
        ])
    case .reinforcePlusPlusBaseline:
      AlgorithmDocumentation(
        "REINFORCE++ with the mean of the group", "arXiv 2501.03262", .code,
        [
          "It does not divide by the deviation of the group; that is the difference to GRPO.",
          "A dead group's centred rewards are 0, yet libraries then subtract the mean of all tokens, which is 0 only where"
            + " the lengths of successes and failures agree.",
        ])
    case .remax:
      AlgorithmDocumentation(
        "ReMax", "arXiv 2310.10505", .code,
        ["It costs one greedy response a prompt, whose reward a log carries as greedyReward."])
    case .spo:
      AlgorithmDocumentation(
        "Single-stream policy optimization", "arXiv 2509.13232", .code,
        [
          "The tracker's rate before the update is read from the log as trackerPrior; the tracker itself is no part of"
            + " the algorithm.",
          "Its public recipe samples prompts by √(ρ(1 − ρ)) + 0.05, which is no part of the algorithm either.",
        ])
    case .contrastiveReinforce:
      AlgorithmDocumentation(
        "C-RF", "arXiv 2606.17250", .code,
        [
          "The convention verl-agent is that of a public reproduction, which is not the authors'.",
          "That reproduction labels rollouts ±1 and balances the two sides. The factor 1/2 of the balance depends on"
            + " whether both sides occur in the same micro-batch.",
          "The negative token filter, which keeps a tenth of a failure's tokens, belongs to the same paper; add it with"
            + " --set tokenFilter=lowestProbability.",
        ])
    case .flashReinforce:
      AlgorithmDocumentation(
        "FlashREINFORCE", "NVIDIA 2026", .secondary,
        ["The limit of the trust region is 0.001 or 0.003, depending on the experiment."])
    default: preconditionFailure("\(rawValue) is documented elsewhere")
    }
  }

  private var groupDocumentation: AlgorithmDocumentation {
    switch self {
    case .rloo:
      AlgorithmDocumentation(
        "REINFORCE leave-one-out", "arXiv 2402.14740", .code,
        [
          Self.klIsASetting
            + " TRL subtracts 0.05 × KL (k1, summed over the response) from the reward by default, OpenRLHF 0.01; verl"
            + " has it off.",
          "TRL compares whole responses (the ratio is not divided by the length); verl and OpenRLHF compare tokens.",
          "verl's plain and vectorised functions disagree on a group of one.",
        ])
    case .grpo:
      AlgorithmDocumentation(
        "Group relative policy optimization", "arXiv 2402.03300", .code,
        [
          "The paper's deviation divides by n, every library's by n − 1: libraries' advantages are √((n − 1)/n) times"
            + " the paper's.",
          "The paper's KL coefficient 0.04 was quoted from memory. TRL has 0 by default; verl has its KL loss off,"
            + " with 0.001 when it is on.",
          "verl and TRL average over all tokens by default (TRL's default loss is DAPO's), the paper over responses"
            + " first.",
          "In single precision a dead group leaves a rounding residue, which ε turns into advantages of up to 0.15"
            + " (docs/catalogue.md); here it has exactly 0.",
        ])
    case .drGRPO:
      AlgorithmDocumentation(
        "Dr. GRPO", "arXiv 2503.20783", .code,
        [
          "Its advantages are (n − 1)/n times RLOO's, so that RLOO is its unbiased version.",
          "The constant is 3000 in the authors' scripts, the completion limit in TRL (256 by default), and the padded"
            + " width in verl unless set. OpenRLHF has only the centring.",
          "verl before 2026 divided by the constant and not by the number of responses.",
        ])
    case .dapo:
      AlgorithmDocumentation(
        "DAPO", "arXiv 2503.14476", .code,
        [
          "Four changes to GRPO: a higher upper clip, the mean over tokens, dead groups resampled, and a penalty on"
            + " overlong responses. TRL has the first two.",
          "The capped penalty is the paper's and OpenRLHF's; verl's grows beyond the length limit.",
          "A penalty on length turns an all-fail group into one that is not dead: filter on the outcome, not on the"
            + " shaped reward.",
          "OpenRLHF keeps groups by their mean score, which also keeps dead groups of other rewards than 0 and 1.",
        ])
    case .gspo:
      AlgorithmDocumentation(
        "GSPO", "arXiv 2507.18071", .code,
        [
          "verl counts clipped tokens, TRL clipped responses, so that their clip fractions differ for the same"
            + " clipping."
        ])
    case .cispo:
      AlgorithmDocumentation(
        "CISPO", "arXiv 2506.13585", .code,
        [
          "TRL's epsilon_high is the cap itself (5 is recommended), verl's clip_ratio_high is what is added to 1.",
          "Left unset, TRL's epsilon_high takes the value of epsilon, 0.2, and every ratio is capped there.",
          "The value of the loss depends on ℓ itself and cannot be compared between runs.",
        ])
    case .gpg:
      AlgorithmDocumentation(
        "GPG", "arXiv 2504.02546", .code,
        [
          "GPG in verl counts rollouts whose score is not 0, not groups that are live: with 0/1 rewards it divides by"
            + " the mean accuracy of the batch.",
          "The authors' code also resamples until enough groups are live; that is no part of this value.",
        ])
    case .opo:
      AlgorithmDocumentation(
        "On-policy optimization with an optimal baseline", "arXiv 2505.23585", .code,
        [
          "Length-weighting is the optimal baseline where squared score norms are proportional to lengths.",
          "Lengths count the tokens of the mask, so that tool output weighs nothing.",
        ])
    case .scoreNorm:
      AlgorithmDocumentation(
        "The mean weighted by squared score norms", "docs/theory.md 1.2", .derived,
        ["It estimates the optimal baseline itself; a log carries the norms as squaredScoreNorm."])
    case .optimalTokenBaseline:
      AlgorithmDocumentation(
        "Optimal token baseline", "arXiv 2602.07078", .code,
        [
          "It reads logProbs and sumOfSquaredProbabilities of every token.",
          "verl's variant for several turns lines responses up by the tokens that count; the plain one takes counts for"
            + " positions, which is right only for masks without gaps.",
        ])
    default: preconditionFailure("\(rawValue) is documented elsewhere")
    }
  }

  private var successDocumentation: AlgorithmDocumentation {
    switch self {
    case .raft:
      AlgorithmDocumentation(
        "RAFT", "arXiv 2304.06767", .code,
        [
          "Two normalisers go by this name: the mean over a prompt's successes, here the paper's, and Minimal-RL's mean"
            + " over all rollouts, where failures count with weight 0 and the step shrinks with the success rate."
        ])
    case .raftPlusPlus:
      AlgorithmDocumentation(
        "RAFT++", "arXiv 2504.11343", .code, ["RAFT with a clipped ratio; the same two normalisers."])
    case .reinforceRej:
      AlgorithmDocumentation(
        "Reinforce-Rej", "arXiv 2504.11343", .code,
        [
          "The paper's b is not known here; b = 1/2 gives rewards of 0 and 1 the signs of ±1.",
          "The authors' code subtracts nothing: with 0/1 rewards failures of live groups get 0.",
        ])
    case .maxrl:
      AlgorithmDocumentation(
        "MaxRL", "arXiv 2602.02710", .code,
        [
          "CurveRL's copy gives a lone success an advantage of a million, because the mean of a group of one counts as 0"
            + " and 10⁻⁶ is left to divide by.",
          "Where a group has a success the numbers are those of Linear-R.",
        ])
    case .passAtK:
      AlgorithmDocumentation(
        "pass@K", "derived", .derived,
        [
          "The expected gradient is that of 1 − (1 − ρ)^K, in groups of any size from K on.",
          "It counts successes, so that rewards must be 0 or 1, and a group needs K rollouts.",
        ])
    case .maxAtN:
      AlgorithmDocumentation(
        "max@n", "arXiv 2503.19595", .code,
        [
          "verl calls it pass@k: only the best response trains, by its lead over the second. With 0/1 rewards only"
            + " groups with exactly one success train."
        ])
    case .linearR: Self.promptWeighting("Linear-R", ["At no success every response gets −1."])
    case .sqrtR: Self.promptWeighting("Sqrt-R", ["The constant in front is not known."])
    case .plateauR:
      Self.promptWeighting(
        "Plateau-R", ["The definition, with its breakpoint at 1/2, is this project's own."])
    case .uniformR:
      Self.promptWeighting(
        "Uniform-R", ["The weight is inferred from the name: every live prompt counts the same."])
    default: preconditionFailure("\(rawValue) is documented elsewhere")
    }
  }

  private static let klIsASetting = "The KL penalty is left out, because it is a setting of a run."

  private static func promptWeighting(_ title: String, _ remarks: [String]) -> AlgorithmDocumentation {
    AlgorithmDocumentation(
      title, "arXiv 2602.11128", .secondary, remarks + ["No public code is known."])
  }
}
