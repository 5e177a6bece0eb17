import Algorithms
import RunFiles
import Studies

extension AlgorithmPreset {
  /// The convention that an option names; the paper's without one.
  ///
  /// - Throws: `RunError` for a name that is no convention.
  func convention(named name: String?) throws -> Convention {
    guard let name else { return .paper }
    guard let known = Convention(rawValue: name) else {
      throw RunError(
        .usage,
        "--convention is \"\(name)\"; \(rawValue) has \(knownConventions.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return known
  }
}
