import Algorithms
import PolicyGradientTheory

/// What one token gets under one algorithm: the `penalty` command.
public struct PenaltyAnalysis: Encodable, Sendable {
  /// The algorithm, as it was named.
  public let name: String
  /// n.
  public let rolloutCount: Int
  /// How the rollouts are drawn, such as "groups of 8".
  public let rollouts: String
  /// What the numbers leave out or take for granted, as phrases.
  public let assumptions: [String]
  /// The token.
  public let token: SharedToken
  /// What it gets.
  public let penalty: FalsePenalty

  /// Analyses an algorithm.
  ///
  /// - Throws: ``StudyError`` beginning with the algorithm's name, where it gives no single answer.
  public init(
    _ algorithm: (name: String, algorithm: Algorithm), settings: SchemeSettings, token: SharedToken
  ) throws {
    let scheme = try settings.scheme(of: algorithm)
    name = algorithm.name
    rolloutCount = scheme.rolloutCount
    rollouts = settings.summary(rolloutCount: scheme.rolloutCount)
    assumptions = scheme.assumptions
    self.token = token
    penalty = try naming(algorithm.name) { try scheme.penalty(of: token) }
  }

  private enum CodingKeys: String, CodingKey {
    case algorithm, rolloutCount, rollouts, assumptions, visit, successVisited, successUnvisited
  }

  /// Writes the penalty's own keys beside those of the algorithm and the token.
  public func encode(to encoder: any Encoder) throws {
    try penalty.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .algorithm)
    try container.encode(rolloutCount, forKey: .rolloutCount)
    try container.encode(rollouts, forKey: .rollouts)
    try container.encode(assumptions, forKey: .assumptions)
    try container.encode(token.visit, forKey: .visit)
    try container.encode(token.successVisited, forKey: .successVisited)
    try container.encode(token.successUnvisited, forKey: .successUnvisited)
  }
}
