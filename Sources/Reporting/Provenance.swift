/// Where the numbers of a figure or a series come from.
public enum Provenance: String, Codable, Sendable, CaseIterable {
  /// Computed from a formula or by enumeration, with no chance involved.
  case exact
  /// Sampled from a model that is known in full.
  case simulated
  /// Measured while training a network.
  case trained
  /// Drawn to explain; the numbers are not results.
  case schematic
}

extension [Provenance] {
  /// The labels as one line of text, such as "exact · simulated".
  var line: String {
    map(\.rawValue).joined(separator: " · ")
  }
}
