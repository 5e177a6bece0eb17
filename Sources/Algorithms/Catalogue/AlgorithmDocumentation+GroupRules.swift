/// GRPO and its kin.
extension AlgorithmDocumentation {
  static let rloo = AlgorithmDocumentation(
    "REINFORCE leave-one-out", "arXiv 2402.14740", .code,
    defaults: "4 rollouts a prompt are this project's choice among the paper's; 2 are TRL's default.",
    [
      Self.klIsASetting
        + " TRL subtracts 0.05 × KL (k1, summed over the response) from the reward by default, OpenRLHF 0.01; verl"
        + " has it off.",
      "TRL compares whole responses (the ratio is not divided by the length); verl and OpenRLHF compare tokens.",
      "TRL counts an empty response's ratio, 1, in the value of its loss, without a gradient; here it has no loss.",
      "verl's plain and vectorised functions disagree on a group of one.",
    ])

  static let grpo = AlgorithmDocumentation(
    "Group relative policy optimization", "arXiv 2402.03300", .code,
    defaults:
      "64 rollouts a prompt, clip 0.2 and KL 0.04 are the paper's, quoted from memory; 8 are TRL's default, and verl's and OpenRLHF's is 1, which has to be set.",
    [
      "The paper's deviation divides by n, every library's by n − 1: libraries' advantages are √((n − 1)/n) times"
        + " the paper's.",
      "Its KL is part of the paper's objective, and so of the value; the coefficient 0.04 was quoted from memory. TRL has 0 by default; verl has its KL loss off,"
        + " with 0.001 when it is on.",
      "verl and TRL average over all tokens by default (TRL's default loss is DAPO's), the paper over responses"
        + " first.",
      "In single precision a dead group leaves a rounding residue, which ε turns into advantages of up to 0.15"
        + " (docs/catalogue.md); here it has exactly 0.",
    ])

  static let drGRPO = AlgorithmDocumentation(
    "Dr. GRPO", "arXiv 2503.20783", .code,
    defaults: "8 rollouts a prompt, clip 0.2 and length 3000 are those of the authors' scripts.",
    [
      "Its advantages are (n − 1)/n times RLOO's, so that RLOO is its unbiased version.",
      "The constant is 3000 in the authors' scripts, the completion limit in TRL (256 by default), and the padded"
        + " width in verl unless set. OpenRLHF has only the centring.",
      "verl before 2026 divided by the constant and not by the number of responses.",
    ])

  static let dapo = AlgorithmDocumentation(
    "DAPO", "arXiv 2503.14476", .code,
    defaults:
      "16 rollouts a prompt, clip 0.2/0.28 and the penalty's 20480, 4096 and 1 are those of the authors' script.",
    [
      "Four changes to GRPO: a higher upper clip, the mean over tokens, dead groups resampled, and a penalty on"
        + " overlong responses. TRL has the first two.",
      "The capped penalty is the paper's and OpenRLHF's; verl's grows beyond the length limit.",
      "A penalty on length would turn an all-fail group into one that is not dead: groups are judged by their"
        + " outcomes, not by shaped rewards.",
      "OpenRLHF keeps groups by their mean score, which also keeps dead groups of other rewards than 0 and 1.",
    ])

  static let gspo = AlgorithmDocumentation(
    "GSPO", "arXiv 2507.18071", .code,
    defaults: "Clip 3e-4/4e-4 is the paper's; 8 rollouts a prompt are this project's.",
    [
      "verl counts clipped tokens, TRL clipped responses, so that their clip fractions differ for the same"
        + " clipping."
    ])

  static let cispo = AlgorithmDocumentation(
    "CISPO", "arXiv 2506.13585", .code,
    defaults:
      "The upper bound 1.2, without a lower one, is what verl recommends; 8 rollouts a prompt are this project's.",
    [
      "TRL's epsilon_high is the cap itself (5 is recommended), verl's clip_ratio_high is what is added to 1.",
      "Left unset, TRL's epsilon_high takes the value of epsilon, 0.2, and every ratio is capped there.",
      "The value of the loss depends on ℓ itself and cannot be compared between runs.",
    ])

  static let gpg = AlgorithmDocumentation(
    "GPG", "arXiv 2504.02546", .code,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    [
      "GPG in verl counts rollouts whose score is not 0, not groups that are live: with 0/1 rewards it divides by"
        + " the mean accuracy of the batch.",
      "The authors' code also resamples until enough groups are live; that is no part of this value.",
    ])

  static let opo = AlgorithmDocumentation(
    "On-policy optimization with an optimal baseline", "arXiv 2505.23585", .code,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    [
      "Length-weighting is the optimal baseline where squared score norms are proportional to lengths.",
      "Lengths count the tokens of the mask, so that tool output weighs nothing.",
    ])

  static let scoreNorm = AlgorithmDocumentation(
    "The mean weighted by squared score norms", "docs/theory.md 1.2", .derived,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    ["It estimates the optimal baseline itself; a log carries the norms as squaredScoreNorm."])

  static let optimalTokenBaseline = AlgorithmDocumentation(
    "Optimal token baseline", "arXiv 2602.07078", .code,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    [
      "It reads oldLogProbs, or else logProbs, and sumOfSquaredProbabilities of every token.",
      "verl's variant for several turns lines responses up by the tokens that count; the plain one takes counts for"
        + " positions, which is right only for masks without gaps.",
    ])
}
