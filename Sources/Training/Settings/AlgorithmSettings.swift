import Algorithms

/// An algorithm of the catalogue with what is changed in it.
public struct AlgorithmSettings: Codable, Hashable, Sendable {
  /// The name in the catalogue.
  public var name: String
  /// Whose reading of the name is meant.
  public var convention: Convention
  /// Settings such as `groupSize=8` or `surrogate.high=0.28`, in any order.
  public var set: [String]

  /// An algorithm of the catalogue, the paper's unless told otherwise.
  public init(name: String, convention: Convention = .paper, set: [String] = []) {
    self.name = name
    self.convention = convention
    self.set = set
  }

  /// Reads an object with a name; the convention is the paper's and nothing is changed unless it says so.
  ///
  /// - Throws: the decoder's error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      convention: try container.value(.convention, default: .paper),
      set: try container.value(.set, default: []))
  }

  /// The algorithm's value.
  ///
  /// A token filter that compares entropies gets the size of the vocabulary, unless a setting gives another.
  ///
  /// - Throws: `CatalogueError` for an unknown name or convention, `SettingError` for an illegal setting.
  public func algorithm(vocabularySize: Int) throws -> Algorithm {
    let algorithm = try AlgorithmPreset(named: name).algorithm(convention).setting(set)
    guard case .surprisalCertainty = algorithm.tokenFilter,
      !set.contains(where: { $0.hasPrefix("tokenFilter.vocabularySize=") })
    else { return algorithm }
    return try algorithm.setting("tokenFilter.vocabularySize=\(vocabularySize)")
  }
}
