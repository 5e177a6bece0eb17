import Rollouts

/// Why an algorithm cannot say what the advantages or the loss of a batch are.
public enum AlgorithmError: Error, Equatable, CustomStringConvertible {
  /// A number that comes with every rollout is missing.
  case missing(String, rollout: Int, neededBy: String)
  /// A column of numbers for every token is missing.
  case missingTokens(String, neededBy: String)
  /// The baseline of this group's only rollout would be the mean of no other rollout.
  case groupOfOne(group: Int)
  /// A rule is not defined for a group of this size.
  case groupTooSmall(rule: String, groupSize: Int, minimum: Int)
  /// A rule reads success counts, and a reward is neither 0 nor 1.
  case needsBinaryRewards(rule: String)
  /// A rule reads success rates, and the mean reward of a group is none.
  case notARate(Double)
  /// A table of weights belongs to groups of another size.
  case tableOfOtherSize(weights: Int, groupSize: Double)
  /// A weight is infinite or not a number where rewards differ.
  case infiniteWeight(rate: Double)
  /// The sample deviation of a single number is asked for.
  case nothingToWhiten(count: Int, unit: BatchUnit)
  /// No token of the batch counts, so that a mean over tokens is 0/0.
  case allMasked
  /// One advantage for a rollout is asked of an algorithm that has one for every token.
  case tokenLevel
  /// A difference that is not 0 would be divided by 0.
  case zeroDivisor(scale: String)
  /// A part changes rewards of whole rollouts, and rewards to go are made from those of tokens.
  case changesOutcomes(part: String, summary: String)
  /// One number for every rollout's score is asked of an algorithm that weighs tokens.
  case weighsTokens(part: String, summary: String)
  /// A token filter needs the size of the vocabulary, or a larger one.
  case vocabularyTooSmall(entropy: Double, size: Int)

  /// One line naming the value and the fix.
  public var description: String {
    switch self {
    case .missing(let name, let rollout, let user):
      "rollout \(rollout) has no \(name), which \(user) needs: record it, or choose a rule without"
    case .missingTokens(let name, let user):
      "the rollouts have no \(name), which \(user) needs: record them, or choose a rule without"
    case .groupOfOne(let group):
      "group \(group) has one rollout, and its baseline needs at least 2: raise the group size, or choose what"
        + " a group of one gets"
    case .groupTooSmall(let rule, let size, let minimum):
      "\(rule) needs at least \(minimum) rollouts in every group; this one has \(size)"
    case .needsBinaryRewards(let rule):
      "\(rule) counts successes, so every reward must be 0 or 1: threshold them first"
    case .notARate(let mean):
      "a group whose mean reward is \(mean) has no success rate; a prompt weight needs rewards between 0 and 1"
    case .tableOfOtherSize(let weights, let size):
      "the table has \(weights) weight\(weights == 1 ? "" : "s"), one for each k = 1 … n − 1 of groups of"
        + " \(weights + 1); this group has \(Setting.number(size))"
    case .infiniteWeight(let rate):
      "the prompt weight at success rate \(rate) is no finite number; choose a formula without a pole there"
    case .nothingToWhiten(let count, let unit):
      "a sample deviation over \(count) of the batch's \(unit.rawValue) is 0/0; it needs at least 2"
    case .allMasked:
      "no token of the batch counts, so that its mean loss is 0/0: leave such batches out"
    case .tokenLevel:
      "this algorithm has an advantage for every token, not one for a rollout: ask it to assign credit"
    case .zeroDivisor(let scale):
      "the scale, \(scale), is 0 where a reward differs from its baseline: give it an epsilon above 0, or set scale=none"
    case .changesOutcomes(let part, let summary):
      "\(part) (\(summary)) changes rewards of whole rollouts, but these arrive token by token: leave out tokenRewards,"
        + " or set \(part)=none"
    case .weighsTokens(let part, let summary):
      "\(part) (\(summary)) weighs single tokens, and this gradient weighs whole rollouts: set"
        + " \(part)=\(Algorithm.partNamed(part)?.prototypes[0].kind ?? "none")"
    case .vocabularyTooSmall(let entropy, let size):
      "an entropy of \(entropy) exceeds log \(size): set tokenFilter.vocabularySize to the size of the vocabulary"
    }
  }
}
