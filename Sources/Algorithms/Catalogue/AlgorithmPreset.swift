/// The algorithms of the catalogue, by the names one types.
public enum AlgorithmPreset: String, CaseIterable, Codable, Sendable {
  /// The raw reward.
  case reinforce
  /// The reward minus the mean of the batch.
  case batchMean = "batch-mean"
  /// The reward minus the mean of its group.
  case groupMean = "group-mean"
  /// The reward, standardised over the batch.
  case reinforcePlusPlus = "reinforce++"
  /// Group-centred rewards, standardised over the batch.
  case reinforcePlusPlusBaseline = "reinforce++-baseline"
  /// The reward minus that of the greedy response.
  case remax
  /// The reward minus the mean of the others of its group.
  case rloo
  /// Group-centred rewards over their deviation.
  case grpo
  /// Group-centred rewards and a loss over a constant length.
  case drGRPO = "dr-grpo"
  /// GRPO with dynamic sampling, clip-higher, token means and overlong shaping.
  case dapo
  /// GRPO with the ratio of whole responses.
  case gspo
  /// GRPO with a capped ratio through which no gradient flows.
  case cispo
  /// Group-centred rewards over the share of live groups.
  case gpg
  /// The reward minus the length-weighted mean of its group.
  case opo
  /// The reward minus the mean of its group weighted by squared score norm.
  case scoreNorm = "score-norm"
  /// Rewards to go minus an optimal baseline for every token position.
  case optimalTokenBaseline = "otb"
  /// The mean over a prompt's successes.
  case raft
  /// RAFT with a clipped ratio.
  case raftPlusPlus = "raft++"
  /// Rewards minus a constant, in groups that are not dead.
  case reinforceRej = "reinforce-rej"
  /// Group-centred rewards over the success rate.
  case maxrl
  /// The unbiased gradient of 1 − (1 − ρ)^K.
  case passAtK = "pass-at-k"
  /// The best reward minus the second best.
  case maxAtN = "max-at-n"
  /// The reward minus a tracked success rate, standardised over the batch.
  case spo
  /// Successes against failures of the batch, each side averaged on its own.
  case contrastiveReinforce = "c-rf"
  /// The reward minus the batch mean, inside a trust region of whole responses.
  case flashReinforce = "flash-reinforce"
  /// W = 1/ρ̂, and −1 where all fail.
  case linearR = "linear-r"
  /// W = 1/(ρ̂√(1 − ρ̂)), and −1 where all fail.
  case sqrtR = "sqrt-r"
  /// A class weight that is constant below a success rate.
  case plateauR = "plateau-r"
  /// W = 1/(ρ̂(1 − ρ̂)), and ∓1 where all fail or succeed.
  case uniformR = "uniform-r"

  /// The preset of a name.
  ///
  /// - Throws: ``CatalogueError/unknownAlgorithm(_:)``.
  public init(named name: String) throws {
    guard let preset = Self(rawValue: name) else { throw CatalogueError.unknownAlgorithm(name) }
    self = preset
  }

  /// The conventions that define the algorithm, the paper's first.
  public var knownConventions: [Convention] {
    let conventions = conventions
    return Convention.allCases.filter { conventions[$0] != nil }
  }

  /// The algorithm under a convention.
  ///
  /// - Throws: ``CatalogueError/unknownConvention(_:of:)`` where the convention has no such algorithm.
  public func algorithm(_ convention: Convention = .paper) throws -> Algorithm {
    guard let algorithm = conventions[convention] else {
      throw CatalogueError.unknownConvention(convention, of: self)
    }
    return algorithm
  }
}
