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
