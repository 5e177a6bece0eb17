/// Rules that favour successes, or groups by their successes.
extension AlgorithmDocumentation {
  static let raft = AlgorithmDocumentation(
    "RAFT", "arXiv 2304.06767", .code, defaults: "4 rollouts a prompt are those of Minimal-RL's script.",
    [
      "Two normalisers go by this name: the mean over a prompt's successes, here the paper's, and Minimal-RL's mean"
        + " over all rollouts, where failures count with weight 0 and the step shrinks with the success rate.",
      Self.klIsASetting + " Minimal-RL adds 0.001 × KL (k3) to the loss by default.",
    ])

  static let raftPlusPlus = AlgorithmDocumentation(
    "RAFT++", "arXiv 2504.11343", .code,
    defaults: "4 rollouts a prompt, clip 0.2 and dual clip 3 are those of Minimal-RL's script.",
    [
      "RAFT with a clipped ratio; the same two normalisers.",
      Self.klIsASetting + " Minimal-RL adds 0.001 × KL (k3) to the loss by default.",
    ])

  static let reinforceRej = AlgorithmDocumentation(
    "Reinforce-Rej", "arXiv 2504.11343", .code,
    defaults:
      "4 rollouts a prompt, clip 0.2 and dual clip 3 are those of Minimal-RL's script; b = 1/2 is this project's.",
    [
      "The paper's b is not known here; b = 1/2 gives rewards of 0 and 1 the signs of ±1.",
      "The authors' code subtracts nothing: with 0/1 rewards failures of live groups get 0.",
      Self.klIsASetting + " Minimal-RL adds 0.001 × KL (k3) to the loss by default.",
    ])

  static let maxrl = AlgorithmDocumentation(
    "MaxRL", "arXiv 2602.02710", .code,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    [
      "CurveRL's copy gives a lone success an advantage of a million, because the mean of a group of one counts as 0"
        + " and 10⁻⁶ is left to divide by.",
      "Where a group has a success the numbers are those of Linear-R.",
    ])

  static let passAtK = AlgorithmDocumentation(
    "pass@K", "derived", .derived, defaults: "K = 4 and 8 rollouts a prompt are this project's.",
    [
      "The expected gradient is that of 1 − (1 − ρ)^K, in groups of any size from K on.",
      "It counts successes, so that rewards must be 0 or 1, and a group needs K rollouts.",
    ])

  static let maxAtN = AlgorithmDocumentation(
    "max@n", "arXiv 2503.19595", .code,
    defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    [
      "verl calls it pass@k: only the best response trains, by its lead over the second. With 0/1 rewards only"
        + " groups with exactly one success train."
    ])

  static let linearR = Self.promptWeighting(
    "Linear-R", defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    ["At no success every response gets −1."])

  static let sqrtR = Self.promptWeighting(
    "Sqrt-R", defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    ["The constant in front is not known."])

  static let plateauR = Self.promptWeighting(
    "Plateau-R", defaults: "The threshold 1/2, the base GRPO and 8 rollouts a prompt are this project's.",
    ["The definition, with its breakpoint at 1/2, is this project's own."])

  static let uniformR = Self.promptWeighting(
    "Uniform-R", defaults: "8 rollouts a prompt are this project's; nothing else is to be set.",
    ["The weight is inferred from the name: every live prompt counts the same."])
}
