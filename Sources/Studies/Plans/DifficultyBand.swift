/// Prompts of similar success rate, from `from` up to but excluding `to`; the last band includes 1.
public struct DifficultyBand: Hashable, Sendable {
  /// The lowest rate.
  public let from: Double
  /// The rate above the highest.
  public let to: Double

  /// The bands of a plan, from hopeless to solved.
  public static let all = zip(edges, edges.dropFirst()).map { DifficultyBand(from: $0, to: $1) }

  static let edges = [0, 0.02, 0.1, 0.3, 0.7, 0.9, 1]

  /// Whether a rate lies in the band.
  public func contains(_ rate: Double) -> Bool { rate >= from && (rate < to || to == 1) }
}
