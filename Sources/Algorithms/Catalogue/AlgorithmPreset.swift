/// The algorithms of the catalogue, by the names one types.
public enum AlgorithmPreset: String, CaseIterable, Codable, Sendable {
  case reinforce
  case batchMean = "batch-mean"
  case groupMean = "group-mean"
  case reinforcePlusPlus = "reinforce++"
  case reinforcePlusPlusBaseline = "reinforce++-baseline"
  case remax
  case rloo
  case grpo
  case drGRPO = "dr-grpo"
  case dapo
  case gspo
  case cispo
  case gpg
  case opo
  case scoreNorm = "score-norm"
  case optimalTokenBaseline = "otb"
  case raft
  case raftPlusPlus = "raft++"
  case reinforceRej = "reinforce-rej"
  case maxrl
  case passAtK = "pass-at-k"
  case maxAtN = "max-at-n"
  case spo
  case contrastiveReinforce = "c-rf"
  case flashReinforce = "flash-reinforce"
  case linearR = "linear-r"
  case sqrtR = "sqrt-r"
  case plateauR = "plateau-r"
  case uniformR = "uniform-r"

  /// The preset of a name.
  ///
  /// - Throws: ``CatalogueError/unknownAlgorithm(_:)``.
  public init(named name: String) throws {
    guard let preset = Self(rawValue: name) else { throw CatalogueError.unknownAlgorithm(name) }
    self = preset
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
