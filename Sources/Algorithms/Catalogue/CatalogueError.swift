/// Why the catalogue has no such algorithm.
public enum CatalogueError: Error, Equatable, CustomStringConvertible {
  /// No algorithm has this name.
  case unknownAlgorithm(String)
  /// The convention does not define the algorithm.
  case unknownConvention(Convention, of: AlgorithmPreset)

  /// One line naming what is known.
  public var description: String {
    switch self {
    case .unknownAlgorithm(let name):
      "there is no algorithm \"\(name)\"; known are "
        + AlgorithmPreset.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownConvention(let convention, let preset):
      "\(preset.rawValue) has no convention \(convention.rawValue); it has "
        + preset.knownConventions.map(\.rawValue).joined(separator: ", ")
    }
  }
}
