import Algorithms
import PolicyGradientTheory

/// The algorithm that an analysis of penalties is about, and how its rollouts are drawn.
public struct AnalysedScheme: Encodable, Sendable {
  /// The algorithm, as it was named.
  public let algorithm: String
  /// n.
  public let rolloutCount: Int
  /// How the rollouts are drawn, such as "groups of 8".
  public let rollouts: String
  /// What the numbers leave out or take for granted, as phrases.
  public let assumptions: [String]

  init(_ algorithm: String, settings: SchemeSettings, scheme: PenaltyScheme) {
    self.algorithm = algorithm
    rolloutCount = scheme.rolloutCount
    rollouts = settings.summary(rolloutCount: scheme.rolloutCount)
    assumptions = scheme.assumptions
  }
}
