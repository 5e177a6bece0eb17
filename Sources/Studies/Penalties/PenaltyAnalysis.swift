import Algorithms
import PolicyGradientTheory
import RunFiles

/// What one token gets under one algorithm: the `penalty` command.
public struct PenaltyAnalysis: Encodable, Sendable {
  /// The algorithm, and how its rollouts are drawn.
  public let scheme: AnalysedScheme
  /// The token.
  public let token: SharedToken
  /// What it gets.
  public let penalty: FalsePenalty

  /// Analyses an algorithm.
  ///
  /// - Throws: ``RunError`` beginning with the algorithm's name, where it gives no single answer.
  public init(
    _ algorithm: (name: String, algorithm: Algorithm), settings: SchemeSettings, token: SharedToken
  ) throws {
    let scheme = try settings.scheme(of: algorithm)
    self.scheme = AnalysedScheme(algorithm.name, settings: settings, scheme: scheme)
    self.token = token
    penalty = try naming(algorithm.name) { try scheme.penalty(of: token) }
  }

  private enum CodingKeys: String, CodingKey {
    case visit, successVisited, successUnvisited
  }

  /// Writes the penalty's own keys beside those of the algorithm and the token.
  public func encode(to encoder: any Encoder) throws {
    try scheme.encode(to: encoder)
    try penalty.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(token.visit, forKey: .visit)
    try container.encode(token.successVisited, forKey: .successVisited)
    try container.encode(token.successUnvisited, forKey: .successUnvisited)
  }
}
